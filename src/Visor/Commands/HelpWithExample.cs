using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Visor.Logging;

namespace Visor.Commands;

/// <param name="example">A command line as it is typed; it ends the verb's help.</param>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;
}

/// <summary>The usual help, and below it how the verb is typed.</summary>
internal sealed class HelpWithExample : SynchronousCommandLineAction
{
    private const int StandardOutput = 1;

    // Its own way to learn the width would take over the terminal.
    private readonly HelpAction _usual = new() { MaxWidth = TerminalWidth.Read(StandardOutput) ?? int.MaxValue };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {verb.Example}\n");
        return code;
    }
}
