; The installer of Windows, made by `dev.py build installer` with Inno Setup 6 on Windows.
; Not tried on the machines this was written on: none of them runs Windows.

[Setup]
AppId={{6C1B7D0E-6A0B-4E0B-9C0A-6B0E8C6B5B11}
AppName=Stockpile
AppVersion={#Version}
AppPublisher=The Stockpile authors
DefaultDirName={autopf}\Stockpile
DefaultGroupName=Stockpile
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
Compression=lzma2
SolidCompression=yes
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\stockpile-window.exe
LicenseFile={#Folder}\_internal\LICENSE

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; libraries of an older version must not be found beside those of this one
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Stockpile"; Filename: "{app}\stockpile-window.exe"
Name: "{autodesktop}\Stockpile"; Filename: "{app}\stockpile-window.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Run]
Filename: "{app}\stockpile-window.exe"; Description: "{cm:LaunchProgram,Stockpile}"; Flags: nowait postinstall skipifsilent
