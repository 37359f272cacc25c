# Completion for bash, also for 3.2, which macOS has. `evenhand complete` gets the words up to the cursor and prints a
# candidate a line, with a tab before its description, and on the last line which paths can stand there as well.
# Bash splits words at `=`, `:` and `@`: they are joined again where no blank stands between, and of a candidate only
# what follows the last such character replaces the word.
_evenhand() {
    local IFS=$' \t\n' i last=-1 rest="${COMP_LINE:0:COMP_POINT}" words=() line value
    for ((i = 0; i <= COMP_CWORD; i++)); do
        if ((last >= 0)) && [[ $rest != [[:space:]]* ]]; then
            words[last]+=${COMP_WORDS[i]}
        else
            words[++last]=${COMP_WORDS[i]}
        fi
        rest=${rest#*"${COMP_WORDS[i]}"}
    done
    local current=${words[last]} breaks=${COMP_WORDBREAKS//[!@=:]/} kept=
    [[ -n $breaks ]] && kept=${current%"${current##*[$breaks]}"}
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        case $line in
            :none) compopt +o default 2>/dev/null ;;
            :files) ;;
            :folders) compopt -o dirnames +o default 2>/dev/null ;;
            *) COMPREPLY+=("${value#"$kept"}") ;;
        esac
    done < <(evenhand complete -- "${words[@]:1}" 2>/dev/null)
}
complete -o default -F _evenhand evenhand
