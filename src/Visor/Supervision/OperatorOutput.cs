namespace Visor.Supervision;

/// <summary>What a verb that ends by itself tells the operator who waits for it, line by line.</summary>
internal sealed class OperatorOutput(TextWriter output, TextWriter error)
{
    public void Say(string line) => output.WriteLine(line);

    /// <summary>Something the operator has to know or to do.</summary>
    public void Warn(string line) => error.WriteLine($"visor: {line}");
}
