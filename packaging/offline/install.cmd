@echo off
rem Installs Stockpile from the wheels beside this script, without a network: double-click it.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
set code=%errorlevel%
pause
exit /b %code%
