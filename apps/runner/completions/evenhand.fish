# Completion for fish; see evenhand.bash for what `evenhand complete` prints.
function __evenhand_complete
    set -l current (commandline -ct)
    set -l words (commandline -opc)
    for line in (evenhand complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case :none
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current" ''
            case '*'
                echo $line
        end
    end
end
complete -c evenhand -f -a '(__evenhand_complete)'
