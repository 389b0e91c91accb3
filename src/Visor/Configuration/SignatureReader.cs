using Visor.Signatures;

namespace Visor.Configuration;

/// <summary>
/// Reads <c>[autoInstall.signature]</c>. Whoever writes it wants signed releases alone: what is wrong in it keeps every release from being placed, and
/// never a node from being started.
/// </summary>
/// <param name="hasChecksums">Whether the configuration names a list of digests.</param>
internal sealed class SignatureReader(TableReader table, bool hasChecksums, ChainDefaults releases, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    private string? _problem;

    /// <returns>Null: there is no such table, and no signature is wanted.</returns>
    public SignatureConfig? Read()
    {
        if (!table.Exists)
            return null;
        var config = new SignatureConfig { Keys = Keys(), Of = Of(), Asset = Asset() };
        if (table.NonEmptyString("namespace", "the namespace of the signature, such as \"file\", or delete the line") is { } name)
            config = config with { Namespace = name.Text };
        foreach (var key in config.Keys.All.Where(key => !key.AllowsNamespace(config.Namespace)).Take(1))
            NotUsable("keys", $"has a key for the namespaces {Quoting.Quote(key.Namespaces!)} alone, which {Quoting.Quote(config.Namespace)} is not one of; correct `namespace`, or the key's namespaces=");
        table.WarnUnknownKeys(knownKeys);
        return config with { Problem = _problem };
    }

    /// <summary>A table that is meant to be this one and has another name or place. Whoever wrote it wants signed releases alone, and gets none until it is corrected.</summary>
    /// <param name="unknown">What is left of a table that has been read.</param>
    /// <returns>Null: there is none.</returns>
    public static SignatureConfig? Misplaced(TableReader unknown, ProblemList problems)
    {
        if (unknown.Unknown.FirstOrDefault(IsMeant) is not { } entry)
            return null;
        var key = unknown.PathOf(entry.Key);
        const string message = "is meant as [autoInstall.signature] and is not read; write its name that way: until then Visor installs no release";
        unknown.Take(entry.Key);
        problems.Warn(entry.Place, key, message);
        return new SignatureConfig { Problem = new ConfigurationProblem(ProblemSeverity.Warning, problems.File, entry.Place.Line, entry.Place.Column, ShownKey.Format(key, []), message).ToString() };
    }

    private static bool IsMeant(TomlEntry entry) =>
        entry.Value is TomlTable table && (table.FindAnyCase("keys") is not null || NameSuggestion.Find(entry.Key, ["signature"]) is not null);

    private PinnedKeys Keys()
    {
        List<PinnedKey> keys = [];
        if (table.Take("keys") is { } given && TableReader.ListOf(given) is { } list)
        {
            foreach (var (item, i) in list.Items.Select((item, i) => (item, i)))
            {
                if (item is not TomlText text)
                    NotUsable("keys", $"has {item.Description} as its key number {i + 1}; write each key in quotes");
                else if (KeyLine.Parse(text.Text, out var problem) is { } key)
                    keys.Add(key);
                else
                    NotUsable("keys", $"number {i + 1} {problem}");
            }
        }
        else if (table.Take("keys") is { } other)
        {
            NotUsable("keys", $"must be a list of public keys such as [\"RWQ…\"] or [\"ssh-ed25519 AAAA…\"], not {other.Value.Description}");
        }

        if (keys.Count == 0 && _problem is null)
            NotUsable("keys", "names no key, so no release can be verified and Visor places none; write the publisher's public keys there, or delete the table [autoInstall.signature]");
        if (keys.Select(key => key.Format).Distinct().Skip(1).Any())
            NotUsable("keys", "has both minisign and SSH keys; keep those of one kind");
        return new PinnedKeys([.. keys]);
    }

    private SignedFile Of()
    {
        switch (table.Text("of"))
        {
            case null:
                return hasChecksums ? SignedFile.Checksums : SignedFile.Asset;
            case { Text: "checksumsAsset" }:
                if (!hasChecksums)
                    NotUsable("of", "is \"checksumsAsset\", but `checksumsAsset` in `[autoInstall]` names none; name the release's list of digests there");
                return SignedFile.Checksums;
            case { Text: "asset" }:
                return SignedFile.Asset;
            default:
                NotUsable("of", "must be \"checksumsAsset\" or \"asset\": what the signature is of");
                return SignedFile.Asset;
        }
    }

    private string? Asset()
    {
        if (table.NonEmptyString("asset", "the name of the file with the signature, or delete the line") is not { } name)
            return null;
        if (AssetRules.ProblemWithAssetName(name.Text, releases) is { } problem)
            NotUsable("asset", problem);
        else if (Placeholders.ProblemWith(name.Text) is { } placeholder)
            table.Wrong(name.Entry, placeholder);
        return name.Text;
    }

    private void NotUsable(string key, string message)
    {
        var place = table.Take(key)?.Place ?? table.Place;
        problems.Warn(place, table.PathOf(key), message);
        _problem ??= new ConfigurationProblem(ProblemSeverity.Warning, problems.File, place.Line, place.Column, table.PathOf(key), message).ToString();
    }
}
