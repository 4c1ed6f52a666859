"""Completion of the command line for bash, from the commands and options of a program."""

SCRIPT = """\
# Completion of {name} for bash. Made from what the program says of itself.
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command="" word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$command $word" in
{commands}
    esac
  done
  case "$command $before" in
{values}
  esac
  case "$command" in
{words}
  esac
}}
complete -F {function} {name}
"""


def completion(tree, name):
    """The script that bash reads."""
    all_commands = list(tree.all())
    commands = [f'      "{" ".join(command.words[:-1])} {command.words[-1]}") '
                f'command="{" ".join(command.words)}" ;;'
                for command in all_commands if command.words]
    return SCRIPT.format(name=name, function="_" + name.replace("-", "_"),
                         commands="\n".join(commands),
                         values="\n".join(values_of(all_commands)),
                         words="\n".join(words_of(all_commands)))


def values_of(commands):
    """What follows an option: one of its words, or a file."""
    for command in commands:
        for option in command.options:
            if not option.value:
                continue
            made = f'-W "{" ".join(option.choices)}"' if option.choices else "-f"
            yield (f'    "{" ".join(command.words)} {option.names[-1]}") '
                   f'mapfile -t COMPREPLY < <(compgen {made} -- "$current"); return ;;')


def words_of(commands):
    """What may stand next: commands, options, and a file where a command takes one."""
    for command in commands:
        words = [below.words[-1] for below in command.commands]
        words += [name for option in command.options for name in option.names if name.startswith("--")]
        files = "-f " if command.arguments else ""
        yield (f'    "{" ".join(command.words)}") '
               f'mapfile -t COMPREPLY < <(compgen {files}-W "{" ".join(words)}" -- "$current") ;;')
