using System.Text;

namespace Visor.Status.Page;

/// <summary>The parts of the page that are the same for everyone: frame, style and script, each a file beside this one.</summary>
internal static class PageParts
{
    public static string Frame { get; } = Read("page.html");

    public static string Style { get; } = Read("page.css");

    public static string Script { get; } = Read("page.js");

    /// <summary>Only these two may be obeyed: their hashes, as Content-Security-Policy names them.</summary>
    /// <remarks>Written down and held by a test: to hash takes OpenSSL, which a machine may not have, and then the page is still shown.</remarks>
    public const string Policy = "style-src 'sha256-kmDyOeNOmd0rebmD5Kg8e8M9mwZtnYB9+BSxmb0Klqw='; script-src 'sha256-c0t3usI3WeYsGyeoLDjlHf7YlpoNYMxIWIJ+McCeT0s='";

    private static string Read(string name)
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream($"{typeof(PageParts).Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded in this program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
