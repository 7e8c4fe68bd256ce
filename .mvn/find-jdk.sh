# shellcheck shell=sh
# Sourced by ./serval and ./mvnw: `find_jdk` sets SERVAL_JDK to the home of the first JDK that is new
# enough, or says what it found instead and returns 1. Plain POSIX sh, and no process is started where
# a JDK has its `release` file, so that looking costs a few milliseconds.
#
#   SERVAL_JAVA_HOME    this JDK and no other
#   SERVAL_JDK_FOLDERS  where to look last, separated by colons, in place of the usual install folders

SERVAL_JDK_MINIMUM=25

find_jdk() {
    SERVAL_JDK=
    jdk_report=
    if [ -n "${SERVAL_JAVA_HOME:-}" ]; then
        jdk_try SERVAL_JAVA_HOME "$SERVAL_JAVA_HOME" && return 0
        jdk_refuse_setting
        return 1
    fi
    if [ -n "${JAVA_HOME:-}" ]; then
        jdk_try JAVA_HOME "$JAVA_HOME" && return 0
    fi
    jdk_try_path && return 0
    jdk_try_folders && return 0
    jdk_say_how_to_get_one
    return 1
}

# jdk_try ORIGIN HOME: takes HOME if it is a JDK that is new enough, else notes why not.
jdk_try() {
    jdk_read_version "$2"
    if [ -z "$jdk_version" ]; then
        jdk_note "$1" "$2" "no java here"
        return 1
    fi
    if [ "$jdk_major" -lt "$SERVAL_JDK_MINIMUM" ]; then
        jdk_note "$1" "$2" "Java $jdk_version"
        return 1
    fi
    if [ ! -x "$2/bin/javac" ]; then
        jdk_note "$1" "$2" "Java $jdk_version, but without its compiler (a JRE)"
        return 1
    fi
    # shellcheck disable=SC2034 # read by the scripts that source this file
    SERVAL_JDK=$2
}

jdk_note() {
    jdk_report="$jdk_report
  $2: $3 ($1)"
}

# Sets jdk_version and jdk_major of the JDK in folder $1, or leaves jdk_version empty.
jdk_read_version() {
    jdk_version=
    [ -x "$1/bin/java" ] || return 0
    if [ -r "$1/release" ]; then
        while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
            if [ "$jdk_key" = JAVA_VERSION ]; then
                jdk_version=${jdk_value#\"}
                jdk_version=${jdk_version%%\"*}
            fi
        done <"$1/release"
    fi
    if [ -z "$jdk_version" ]; then
        jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    fi
    jdk_major=${jdk_version%%[!0-9]*}
    [ -n "$jdk_major" ] || jdk_version=
}

jdk_try_path() {
    jdk_java=$(command -v java) || return 1
    while [ -L "$jdk_java" ]; do
        jdk_link=$(readlink "$jdk_java")
        case $jdk_link in
            /*) jdk_java=$jdk_link ;;
            *) jdk_java=${jdk_java%/*}/$jdk_link ;;
        esac
    done
    jdk_home=${jdk_java%/bin/java}
    if [ "$jdk_home" = /usr ] && [ "$(uname)" = Darwin ]; then
        return 1 # Apple's placeholder, which opens a window where no JDK is installed
    fi
    if [ ! -r "$jdk_home/release" ]; then
        # A version manager's shim: only java itself knows where it lives.
        jdk_home=$("$jdk_java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    fi
    jdk_try PATH "${jdk_home:-$jdk_java}"
}

jdk_try_folders() {
    if [ -n "${SERVAL_JDK_FOLDERS:-}" ]; then
        jdk_ifs=$IFS
        IFS=:
        # shellcheck disable=SC2086 # split at the colons
        set -- $SERVAL_JDK_FOLDERS
        IFS=$jdk_ifs
    else
        set -- /usr/lib/jvm /usr/java /opt /opt/java /Library/Java/JavaVirtualMachines \
            "$HOME/Library/Java/JavaVirtualMachines" "$HOME/.jdks" "$HOME/.sdkman/candidates/java" \
            "$HOME/.local/share/mise/installs/java" "$HOME/.asdf/installs/java" \
            /opt/homebrew/opt /usr/local/opt
    fi
    for jdk_folder in "$@"; do
        for jdk_home in "$jdk_folder"/*; do
            if [ -x "$jdk_home/Contents/Home/bin/java" ]; then
                jdk_home=$jdk_home/Contents/Home
            elif [ -x "$jdk_home/libexec/openjdk.jdk/Contents/Home/bin/java" ]; then
                jdk_home=$jdk_home/libexec/openjdk.jdk/Contents/Home
            fi
            if [ -x "$jdk_home/bin/java" ] && jdk_try "$jdk_folder" "$jdk_home"; then
                return 0
            fi
        done
    done
    return 1
}

jdk_refuse_setting() {
    cat >&2 <<END
Serval needs JDK $SERVAL_JDK_MINIMUM or newer, but SERVAL_JAVA_HOME names another:$jdk_report
Point SERVAL_JAVA_HOME at a JDK $SERVAL_JDK_MINIMUM, or unset it to have one looked for.
END
}

jdk_say_how_to_get_one() {
    cat >&2 <<END
Serval needs JDK $SERVAL_JDK_MINIMUM or newer, and none was found. What was found:${jdk_report:- nothing}
Get one in any of these ways:
  SDKMAN          sdk install java 25-tem
  Debian, Ubuntu  apt install openjdk-25-jdk   (or temurin-25-jdk, from Adoptium's repository)
  macOS           brew install --cask temurin@25
  by hand         https://adoptium.net/temurin/releases/?version=25
Then run this again; if it lies in an unusual place, set SERVAL_JAVA_HOME to its folder.
END
}
