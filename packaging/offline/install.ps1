# Installs Stockpile from the wheels beside this script, without a network and for this user alone.
#   install.cmd [-Into FOLDER]
param([string]$Into = (Join-Path $env:LOCALAPPDATA 'Programs\Stockpile'))
$ErrorActionPreference = 'Stop'

$python = $null
foreach ($version in '3.13', '3.12', '3.11') {
    try { & py "-$version" -c 'import venv' 2>$null } catch { continue }
    if ($LASTEXITCODE -eq 0) { $python = $version; break }
}
if (-not $python) {
    Write-Host 'Python 3.13, 3.12 or 3.11 (64 bit) is needed first: its installer from python.org, with "py launcher" ticked.'
    exit 1
}

& py "-$python" -m venv --clear $Into
if ($LASTEXITCODE -ne 0) { Write-Host 'The environment cannot be made.'; exit 1 }
$own = Join-Path $Into 'Scripts\python.exe'
& $own -m pip install --quiet --disable-pip-version-check --no-index --no-deps `
    --find-links (Join-Path $PSScriptRoot 'wheels') --require-hashes `
    --requirement (Join-Path $PSScriptRoot 'requirements.txt')
if ($LASTEXITCODE -ne 0) { Write-Host 'The wheels cannot be installed.'; exit 1 }

$shell = New-Object -ComObject WScript.Shell
$link = $shell.CreateShortcut((Join-Path ([Environment]::GetFolderPath('Programs')) 'Stockpile.lnk'))
$link.TargetPath = Join-Path $Into 'Scripts\stockpile-window.exe'
$link.Description = "The register of a State's small arms"
$link.Save()

& (Join-Path $Into 'Scripts\stockpile.exe') --version
Write-Host "Installed in $Into. Start it from the Start menu."
Write-Host "To remove it, delete that folder and the entry of the Start menu. Registers are not touched."
