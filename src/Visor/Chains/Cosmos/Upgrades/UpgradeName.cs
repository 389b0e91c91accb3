using System.Globalization;
using System.Text;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>The name of an upgrade plan, as the chain spells it. Any text can be one; its case counts on the chain.</summary>
internal sealed record UpgradeName(string Text)
{
    private const string Unescaped = "-_.~$&+:=@";

    /// <summary>What a person means, who has typed it as the chain spells it, or as its folder is called.</summary>
    public static UpgradeName Meant(string word) => new(Uri.UnescapeDataString(word));

    /// <summary>
    /// The folder below <c>cosmovisor/upgrades</c>: in lower case unless that is switched off, with everything escaped that Go's <c>url.PathEscape</c> escapes
    /// (all but letters, digits and <c>-_.~$&amp;+:=@</c>, as %XX of its UTF-8 bytes).
    /// </summary>
    /// <param name="recase">Whether the name is put into lower case (DAEMON: not COSMOVISOR_DISABLE_RECASE).</param>
    public string FolderName(bool recase)
    {
        var folder = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(recase ? Text.ToLowerInvariant() : Text))
        {
            if (octet < 0x80 && (char.IsAsciiLetterOrDigit((char)octet) || Unescaped.Contains((char)octet, StringComparison.Ordinal)))
                folder.Append((char)octet);
            else
                folder.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return folder.ToString();
    }

    public override string ToString() => Text;
}
