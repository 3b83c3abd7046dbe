@echo off
rem Runs Seqmem from a source checkout: builds it when there is no build, then starts it.
rem After a change of the sources, delete distribution\target\seqmem.stamp.
setlocal enableextensions disabledelayedexpansion
set "SEQMEM_TARGET=%~dp0distribution\target"
if exist "%SEQMEM_TARGET%\seqmem.stamp" goto start

echo building Seqmem (first use) 1>&2
if not exist "%SEQMEM_TARGET%" mkdir "%SEQMEM_TARGET%"
pushd "%~dp0"
call mvnw.cmd -q package -pl distribution -am -Dmaven.test.skip=true -Dseqmem.archives.skip=true -Dspotless.check.skip=true >"%SEQMEM_TARGET%\build.log" 2>&1
if errorlevel 1 goto failed
popd

:start
"%SEQMEM_TARGET%\seqmem\bin\seqmem.bat" %*

:failed
popd
type "%SEQMEM_TARGET%\build.log" 1>&2
echo seqmem: the build failed. 1>&2
exit /b 3
