# shellcheck shell=sh
# Sourced by `launch` and `prepare`, which lie beside a packaged program: the one place that knows with
# which Java and which options it is started, and what was prepared for that.
#
#   SERVAL_JDK        the home of the JDK to use; else JAVA_HOME, else the `java` on the PATH
#   SERVAL_JAVA_OPTS  options of the Java virtual machine, in place of $default_java_opts
#
# What is prepared lies in the folder `prepared`: `app.aot`, Java's AOT cache of the program; `made-for`,
# the Java and the options it was made for, without which it is of no use; and native libraries, unpacked.

# One processor's worth of collector, small headers and a small heap to begin with: quick to start and
# small, which is what counts for a model server, whose tensors lie outside the heap; where there are
# many processors, `launch` adds to it (heap.sh). What Java's compiler needed while the program started
# goes back to the system after some seconds. The AOT cache is mapped at the address it was made for:
# moved elsewhere, all of it would be written to, and no process would share a page of it with another.
# What the cache remembers as worth optimizing is so once it was called 65,536 times, and not at its
# first 2,048: the start has the processor to itself.
default_java_opts="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms32m -XX:TrimNativeHeapInterval=5000 -XX:Tier2InvokeNotifyFreqLog=16 -XX:Tier2BackedgeNotifyFreqLog=19 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
java_opts=${SERVAL_JAVA_OPTS-$default_java_opts}

# What no program can do without: ONNX Runtime is called through java.lang.foreign, and Netty uses Unsafe.
# shellcheck disable=SC2034 # read by those who source this
fixed_opts="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# Set for whoever sources this: $program, the folder; $jar in it.
jar=$program/quarkus-run.jar
prepared=$program/prepared
cache=$prepared/app.aot

java=${SERVAL_JDK:-${JAVA_HOME:-}}
if [ -n "$java" ]; then
    java_release=$java/release
    java=$java/bin/java
else
    java=java
    java_release=
fi

# Sets $unprepared to why the cache cannot be used, empty if it can. Starts no process: this is on the
# way of each start.
look_at_cache() {
    unprepared=
    if [ ! -f "$cache" ]; then
        unprepared="none was made"
        return 0
    fi
    if [ "$jar" -nt "$cache" ]; then
        unprepared="the program is newer"
        return 0
    fi
    {
        read -r made_for_java || made_for_java=
        read -r made_for_options || made_for_options=
    } <"$prepared/made-for"
    if [ "$made_for_options" != "$java_opts" ]; then
        unprepared="it was made for the options $made_for_options"
        return 0
    fi
    this_java
    if [ "$made_for_java" != "$this_java" ]; then
        unprepared="it was made for the Java $made_for_java"
    fi
}

# Sets $this_java to what tells one Java from another: where it is, and its build.
this_java() {
    this_java=$java
    [ -r "$java_release" ] || return 0
    while IFS= read -r line; do
        case $line in
            JAVA_RUNTIME_VERSION=* | IMPLEMENTOR=*) this_java="$this_java ${line#*=}" ;;
        esac
    done <"$java_release"
}
