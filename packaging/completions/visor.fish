# fish completion for visor(1)

set -l verbs init run status history hold resume stage check stop switch resolve service version

complete -c visor -f
complete -c visor -l home -r -a '(__fish_complete_directories)' -d 'The home folder'
complete -c visor -s h -l help -d 'Show help'

complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a init -d 'Make a home folder'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a run -d 'Run the node of a home and upgrade it'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a status -d 'Show the node and the next upgrade'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a history -d 'List upgrades, restarts and failures'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a hold -d 'Keep Visor from switching'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a resume -d 'End a hold'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a stage -d 'Make a release ready now'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a check -d 'Try everything the next upgrade will need'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a stop -d 'Stop the node'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a switch -d 'Switch to another release now, by your word'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a resolve -d 'Settle a contradiction between the journal and current'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a service -d 'Run a home as a service of systemd'
complete -c visor -n "not __fish_seen_subcommand_from $verbs" -a version -d 'Say which Visor this is'

complete -c visor -n '__fish_seen_subcommand_from init' -l with-data-node -d 'The node has a data node beside its core'
complete -c visor -n '__fish_seen_subcommand_from run' -l log-format -x -a 'text json' -d 'How log lines look'
complete -c visor -n '__fish_seen_subcommand_from status' -l watch -d 'Show it again whenever it changes'
complete -c visor -n '__fish_seen_subcommand_from status history check version' -l output -x -a 'text json' -d 'How to write it'
complete -c visor -n '__fish_seen_subcommand_from history' -l last -x -d 'How many of the last episodes; 0: all'
complete -c visor -n '__fish_seen_subcommand_from check' -l release -x -d 'The release that is to come'
complete -c visor -n '__fish_seen_subcommand_from check' -l unit -r -F -d 'The systemd unit that runs this home'
complete -c visor -n '__fish_seen_subcommand_from switch' -l height -x -d 'The block of the snapshot to begin from'
complete -c visor -n '__fish_seen_subcommand_from switch' -l reason -x -d 'Why'
complete -c visor -n '__fish_seen_subcommand_from switch' -l abandon-upgrade -d 'The network has called the upgrade off'
complete -c visor -n '__fish_seen_subcommand_from switch' -l yes -d 'Do not ask before an upgrade is called off'
complete -c visor -n '__fish_seen_subcommand_from resolve' -l keep-journal -d 'What the journal says counts'
complete -c visor -n '__fish_seen_subcommand_from resolve' -l keep-current -d 'What current names counts'
complete -c visor -n '__fish_seen_subcommand_from resolve' -l keep-data -d 'What the stamp beside the data says counts'
complete -c visor -n '__fish_seen_subcommand_from service; and not __fish_seen_subcommand_from print' -a print -d 'Write a systemd unit'
complete -c visor -n '__fish_seen_subcommand_from print' -l user -x -a '(__fish_complete_users)' -d 'Whom the node runs as'
