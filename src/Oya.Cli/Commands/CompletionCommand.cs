using System.CommandLine;

namespace Oya.Cli.Commands;

/// <summary>Prints the completion script of a shell. The script asks the program itself for the suggestions.</summary>
static class CompletionCommand
{
    static readonly Dictionary<string, string> Shims = new()
    {
        ["bash"] = """
            # oya: completion for bash. Load it with: source <(oya completion bash)
            _oya() {
                local IFS=$'\n'
                COMPREPLY=($(oya "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
                [ "${#COMPREPLY[@]}" -eq 0 ] && compopt -o default
            }
            complete -F _oya oya
            """,
        ["zsh"] = """
            #compdef oya
            # oya: completion for zsh. Load it with: source <(oya completion zsh)
            _oya() {
                local -a words_found
                words_found=("${(@f)$(oya "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                if [[ -n "${words_found[1]}" ]]; then compadd -a words_found; else _files; fi
            }
            compdef _oya oya
            """,
        ["fish"] = """
            # oya: completion for fish. Load it with: oya completion fish | source
            complete -c oya -a '(oya "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
        ["pwsh"] = """
            # oya: completion for PowerShell. Load it with: oya completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName oya -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                oya "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create(Terminal terminal)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong([.. Shims.Keys]);
        var command = new OyaCommand("completion", "Print the completion script of a shell.")
        {
            Examples =
            [
                ("source <(oya completion bash)", "in ~/.bashrc"),
                ("oya completion fish > ~/.config/fish/completions/oya.fish", "once"),
            ],
            Formats = [Output.OutputFormat.Table],
            PipedFormat = Output.OutputFormat.Table,
        };
        command.Arguments.Add(shell);
        return command.Run(terminal, context =>
        {
            context.WriteText(writer => writer.WriteLine(Shims[context.Get(shell)!]));
            return ExitCode.Done;
        });
    }
}
