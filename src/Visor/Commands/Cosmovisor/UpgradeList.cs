using System.Collections.Immutable;
using System.Text;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Commands.Cosmovisor;

/// <summary>The upgrades of <c>add-batch-upgrade</c>: of a CSV file, or of the command line.</summary>
internal static class UpgradeList
{
    private const int MaxBytes = 1024 * 1024;
    private const string HowTo = "write name,binary,height in each line, such as v2,/opt/gaiad-v2,1200000";

    /// <exception cref="VisorException">Not one of the two is given, or something in it is wrong.</exception>
    public static ImmutableArray<GivenUpgrade> Read(string? file, ImmutableArray<string> lists)
    {
        if (file is null == lists.IsEmpty)
            throw Wrong($"{(file is null ? "neither --upgrade-file nor --upgrade-list is given" : "--upgrade-file and --upgrade-list are both given")}; give one of them: cosmovisor {CosmovisorHelp.UsageOf("add-batch-upgrade")}");
        var upgrades = file is null ? OfLists(lists) : OfCsv(Text(file), file);
        return upgrades.IsEmpty ? throw Wrong($"{(file is null ? "--upgrade-list" : PlainText.Excerpt(file, 300))} names no upgrade; {HowTo}") : upgrades;
    }

    /// <param name="lists">Each <c>name:binary:height,name:binary:height</c>.</param>
    public static ImmutableArray<GivenUpgrade> OfLists(ImmutableArray<string> lists) =>
        [.. lists.SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select((item, i) => Upgrade(item.Split(':'), $"--upgrade-list, upgrade {i + 1}", "write NAME:BINARY:HEIGHT for each, with commas between"))];

    public static ImmutableArray<GivenUpgrade> OfCsv(string text, string file) =>
        [.. Csv.Lines(text).Select(line => Upgrade(line.Fields, $"{PlainText.Excerpt(file, 300)}:{line.Number}", HowTo))];

    private static GivenUpgrade Upgrade(IReadOnlyList<string> fields, string place, string howTo)
    {
        if (fields is not [var name, var binary, var height])
            throw Wrong($"{place}: there are {fields.Count} parts, not 3; {howTo}");
        var given = new GivenUpgrade(name.Trim(), binary.Trim(), GivenUpgrade.HeightOf(height.Trim(), place));
        if (given.Name.Length == 0 || given.Binary.Length == 0)
            throw Wrong($"{place}: the {(given.Name.Length == 0 ? "name" : "binary")} is empty; {howTo}");
        return given.Height > 0 ? given : throw Wrong($"{place}: the height is 0; write that of the first block of the new release");
    }

    private static string Text(string file)
    {
        byte[] bytes;
        try
        {
            bytes = BoundedFileReader.Read(file, MaxBytes + 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{PlainText.Excerpt(file, 300)} cannot be read: {PlainText.Clause(e)}; name a CSV file");
        }

        if (bytes.Length > MaxBytes)
            throw Wrong($"{PlainText.Excerpt(file, 300)} is larger than 1 MiB; {HowTo}");
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        return text.TrimStart() is ['[' or '{', ..] ? throw Wrong($"{PlainText.Excerpt(file, 300)} is JSON, not CSV; {HowTo}") : text;
    }

    private static VisorException Wrong(string sentence) => new(ExitCodes.Failed, sentence);
}
