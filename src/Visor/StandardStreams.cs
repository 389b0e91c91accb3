namespace Visor;

/// <summary>Standard output and error, or nothing in their place if Visor was started with them closed.</summary>
internal static class StandardStreams
{
    public static TextWriter Output => Or(() => Console.Out);

    public static TextWriter Error => Or(() => Console.Error);

    private static TextWriter Or(Func<TextWriter> stream)
    {
        try
        {
            return stream();
        }
        catch (IOException)
        {
            return TextWriter.Null;
        }
    }
}
