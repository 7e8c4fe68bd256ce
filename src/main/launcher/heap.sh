# shellcheck shell=sh
# Sourced by `launch`: how much memory Java has for new objects, by the number of processors.
#
# With the options of command.sh that is 9 MB, which suits one or two processors. All threads stop when
# it is used up, which is the more often the more processors use it: eight that have 64 MB answer 1.3 to
# 1.4 times as many calls. Nobody has measured more. This is on the way of each start, so it starts no
# process; and where it is not sure of what it reads, it chooses nothing.

# Sets $heap_opts to what is to follow the options of command.sh: 8 MB a processor for new objects and
# 32 MB beside them, or nothing. It is apart from them because an AOT cache is as good with any heap.
# All of it has to be small beside the memory: Java doesn't start with more than its greatest heap,
# a quarter of the memory. $1 is the folder that has the machine's `proc` and `sys`, empty for the root.
# shellcheck disable=SC2034 # heap_opts is read by those who source this
choose_heap() {
    heap_opts=
    machine=$1
    processors=8
    if ! user_chose_heap && look_at_memory && look_at_groups && [ "$processors" -gt 2 ] &&
        look_at_affinity && [ "$processors" -gt 2 ]; then
        new_objects=$((processors * 8))
        heap=$((new_objects + 32))
        [ "$((heap * 8 * 1024))" -gt "$memory" ] || heap_opts="-Xms${heap}m -XX:NewSize=${new_objects}m"
    fi
}

# Whether the user says anything of the heap's size, of the collector or of the number of processors.
user_chose_heap() {
    [ -z "${SERVAL_JAVA_OPTS+set}" ] || return 0
    case " ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-}" in
        *-Xm[nsx]* | *" -m"[sx]* | *HeapSize=* | *NewSize=* | *OldSize=* | *NewRatio=* | *RAM*=* | *AggressiveHeap*) ;;
        *Use*GC* | *ActiveProcessorCount=* | *VMOptionsFile=* | *-XX:Flags=* | *" @"*) ;;
        *) return 1 ;;
    esac
}

# Sets $memory to the KB that the machine has.
look_at_memory() {
    find_line MemTotal: "$machine/proc/meminfo" && number "${value% kB}" && memory=$number
}

# Lowers $processors to those that this process may run on, such as `0-3,8,10-11`.
look_at_affinity() {
    find_line Cpus_allowed_list: "$machine/proc/self/status" || return 1
    allowed=0
    while [ -n "$value" ]; do
        range=${value%%,*}
        number "${range#*-}" || return 1
        last=$number
        number "${range%%-*}" || return 1
        allowed=$((allowed + last - number + 1))
        value=${value#"$range"}
        value=${value#,}
    done
    at_most "$allowed"
}

# Lowers $processors and $memory to the limits of the control groups that hold this process: a
# container's own, which it sees at the root, and elsewhere those on the way to there.
look_at_groups() {
    groups=$machine/sys/fs/cgroup
    for group in "$groups" "$groups/cpu" "$groups/memory"; do
        look_at_group "$group" || return 1
    done
    [ -r "$machine/proc/self/cgroup" ] || return 0
    while IFS=: read -r _ controllers path; do
        case ,$controllers,:$path in
            ,,:/*) group=$groups ;;
            *,cpu,*:/*) group=$groups/cpu ;;
            *,memory,*:/*) group=$groups/memory ;;
            *) continue ;;
        esac
        path=${path%/}
        while [ -n "$path" ]; do
            look_at_group "$group$path" || return 1
            path=${path%/*}
        done
    done <"$machine/proc/self/cgroup"
}

# The limits of one group, in the files of version 2 and of version 1. A quota is processor time in a
# period, part of a processor counts as one.
look_at_group() {
    if first_line "$1/cpu.max" && [ "${value%% *}" != max ]; then
        at_most_quota "${value%% *}" "${value#* }" || return 1
    fi
    if first_line "$1/cpu.cfs_quota_us" && [ "$value" != -1 ]; then
        quota=$value
        first_line "$1/cpu.cfs_period_us" && at_most_quota "$quota" "$value" || return 1
    fi
    for file in memory.max memory.limit_in_bytes; do
        if first_line "$1/$file" && [ "$value" != max ]; then
            number "$value" || return 1
            [ "$((number / 1024))" -gt "$memory" ] || memory=$((number / 1024))
        fi
    done
}

at_most_quota() {
    number "$1" || return 1
    quota=$number
    number "$2" && [ "$number" -gt 0 ] || return 1
    at_most "$(((quota + number - 1) / number))"
}

at_most() {
    [ "$1" -gt "$processors" ] || processors=$1
}

# Sets $value to what follows $1 in the file $2; fails where nothing does.
find_line() {
    [ -r "$2" ] || return 1
    while read -r key value; do
        [ "$key" != "$1" ] || return 0
    done <"$2"
    return 1
}

# Sets $value to the first line of the file $1; fails where there is no such file.
first_line() {
    value=
    [ -f "$1" ] && [ -r "$1" ] || return 1
    read -r value 2>/dev/null <"$1" || :
}

# Sets $number to the number $1, or to a huge one where it is greater; fails where $1 is none.
number() {
    case $1 in
        '' | *[!0-9]* | 0?*) return 1 ;;
        ???????????????????*) number=999999999999999999 ;;
        *) number=$1 ;;
    esac
}
