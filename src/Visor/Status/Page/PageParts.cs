using System.Security.Cryptography;
using System.Text;

namespace Visor.Status.Page;

/// <summary>The parts of the page that are the same for everyone: frame, style and script, each a file beside this one.</summary>
internal static class PageParts
{
    public static string Frame { get; } = Read("page.html");

    public static string Style { get; } = Read("page.css");

    public static string Script { get; } = Read("page.js");

    /// <summary>Only these two may be obeyed: their hashes, as Content-Security-Policy names them.</summary>
    public static string Policy { get; } = $"style-src '{Hash(Style)}'; script-src '{Hash(Script)}'";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream($"{typeof(PageParts).Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded in this program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
