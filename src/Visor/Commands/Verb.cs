using System.CommandLine;

namespace Visor.Commands;

/// <param name="example">A command line as it is typed; it ends the verb's help.</param>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;
}
