# bash completion for visor(1)

_visor() {
  local current previous word verb='' sub=''
  COMPREPLY=()
  current=${COMP_WORDS[COMP_CWORD]}
  previous=${COMP_WORDS[COMP_CWORD - 1]}

  # With the usual COMP_WORDBREAKS, --name=value is three words.
  if [ "$current" = = ]; then
    current=
  elif [ "$previous" = = ] && [ "$COMP_CWORD" -ge 2 ]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  case $previous in
    --home)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
    --config | --unit | --from | --binary)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --output | --log-format)
      mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$current")
      return
      ;;
    --user)
      mapfile -t COMPREPLY < <(compgen -u -- "$current")
      return
      ;;
    --release | --last | --sha256 | --height | --reason) return ;;
  esac

  local skip=''
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ -n "$skip" ] && [ "$word" != = ]; then
      skip=''
      continue
    fi
    case $word in
      --home | --config | --unit | --output | --log-format | --user | --release | --last | --from | --binary | --sha256 | --height | --reason) skip=1 ;;
      -* | =) ;;
      *)
        if [ -z "$verb" ]; then verb=$word; elif [ -z "$sub" ]; then sub=$word; fi
        ;;
    esac
  done

  local words='--home --config --as-this-user --help'
  case $verb in
    '') words+=' init run status history hold resume stage check stop switch plan resolve service version help --version' ;;
    init) words+=' --with-data-node' ;;
    run) words+=' --log-format' ;;
    status) words+=' --watch --output --url' ;;
    history) words+=' --last --output' ;;
    stage) words+=' --from --sha256' ;;
    check) words+=' --release --unit --output' ;;
    switch) words+=' --height --reason --abandon-upgrade --yes' ;;
    plan) words+=' --height --binary --sha256 --remove' ;;
    resolve) words+=' --keep-journal --keep-current --keep-data' ;;
    version) words+=' --output' ;;
    help) if [ "$sub" = service ]; then words+=' print'; else words+=' init run status history hold resume stage check stop switch plan resolve service version help'; fi ;;
    service) if [ "$sub" = print ]; then words+=' --user'; else words+=' print'; fi ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _visor visor
