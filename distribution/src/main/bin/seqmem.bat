@echo off
rem Starts Seqmem from an installation. Honours JAVA_HOME and SEQMEM_JAVA_OPTS (options of the
rem Java virtual machine; they come last and win over the ones below).
setlocal enableextensions disabledelayedexpansion

for %%I in ("%~dp0..") do set "SEQMEM_HOME=%%~fI"

set "SEQMEM_JAVA=java.exe"
if not defined JAVA_HOME goto find_on_path
set "SEQMEM_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%SEQMEM_JAVA%" goto check_version
echo seqmem: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe; set it to a Java 17 or newer. 1>&2
exit /b 3

:find_on_path
where /q java.exe
if not errorlevel 1 goto check_version
echo seqmem: no Java found; install Java 17 or newer, or set JAVA_HOME. 1>&2
exit /b 3

:check_version
set "SEQMEM_JAVA_VERSION="
for /f "tokens=2,3" %%A in ('^""%SEQMEM_JAVA%" -version 2^>^&1^"') do if "%%A"=="version" set "SEQMEM_JAVA_VERSION=%%~B"
set "SEQMEM_JAVA_MAJOR=0"
for /f "delims=.-+_ tokens=1" %%M in ("%SEQMEM_JAVA_VERSION%") do set "SEQMEM_JAVA_MAJOR=%%M"
if %SEQMEM_JAVA_MAJOR% geq 17 goto start
echo seqmem: Java 17 or newer is needed, but %SEQMEM_JAVA% is version %SEQMEM_JAVA_VERSION%; set JAVA_HOME to a newer one. 1>&2
exit /b 3

:start
rem DJL calls home at start otherwise. One math thread: more processes beat more threads.
set "OPT_OUT_TRACKING=true"
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"

rem From Java 24 on the JDK warns about what PyTorch's loader and Guava do.
set "SEQMEM_NEWER="
if %SEQMEM_JAVA_MAJOR% geq 24 set "SEQMEM_NEWER=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

rem A trial that runs for a cluster ends with "try again" when memory runs out, so it must live to say so.
set "SEQMEM_LEAVE=-XX:+ExitOnOutOfMemoryError"
if "%~1"=="trial" set "SEQMEM_LEAVE="

"%SEQMEM_JAVA%" -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 -Djava.awt.headless=true "-Dseqmem.home=%SEQMEM_HOME%" -Xlog:disable -Xlog:all=error:stderr %SEQMEM_LEAVE% %SEQMEM_NEWER% %SEQMEM_JAVA_OPTS% -cp "%SEQMEM_HOME%\lib\*" org.seqmem.runtime.Main %*
exit /b %ERRORLEVEL%
