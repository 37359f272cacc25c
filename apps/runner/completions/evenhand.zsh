#compdef evenhand
# Completion for zsh; see evenhand.bash for what `evenhand complete` prints.
_evenhand() {
    local -a lines candidates
    local line
    lines=("${(@f)$(evenhand complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    for line in $lines; do
        case $line in
            :none) ;;
            :files) _files ;;
            :folders) _files -/ ;;
            *) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    _describe evenhand candidates
}
if [[ $funcstack[1] == _evenhand ]]; then
    _evenhand "$@"
else
    compdef _evenhand evenhand
fi
