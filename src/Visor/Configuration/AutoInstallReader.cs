namespace Visor.Configuration;

/// <summary>
/// Reads <c>[autoInstall]</c>. What keeps releases from being fetched is a warning and the section's problem, never an error:
/// the node of an operator who reboots must start.
/// </summary>
internal sealed class AutoInstallReader(TableReader table, ChainDefaults releases, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    private string? _problem;

    public AutoInstallConfig Read()
    {
        var defaults = new AutoInstallConfig();
        var enabled = table.Flag("enabled");
        var enabledPlace = table.Take("enabled")?.Place ?? table.Place;
        var asset = table.Table("asset");
        var name = asset.Text("name");
        var binaryName = asset.Text("binaryName");
        var owner = table.Text("repositoryOwner");
        var repository = table.Text("repository");
        var isOn = enabled ?? name is { Text.Length: > 0 };
        var old = LegacyAutoInstall.Take(table, asset, releases);
        var source = new SourceReader(table, problems);
        var kind = source.Kind();

        if (isOn)
        {
            NotUsable(table, owner, name => AssetRules.ProblemWithOwner(name, kind));
            NotUsable(table, repository, name => AssetRules.ProblemWithRepositoryPart(name, kind));
            NotUsable(asset, binaryName, path => AssetRules.ProblemWithBinaryName(path, releases));
            if (name is { Text.Length: > 0 })
                NotUsable(asset, name, word => AssetRules.ProblemWithAssetName(word, releases));
        }

        if (old is { } shape)
            NotUsable(shape.Place, shape.Key, shape.Message, counts: enabled != false && name is not { Text.Length: > 0 });
        else if (isOn && !asset.HasWrongType && asset.Take("name") is null or { Value: TomlText { Text: "" } })
            NotUsable(enabledPlace, table.PathOf("enabled"), AssetRules.NoAsset(releases), counts: true);

        Known(asset, name);
        Known(asset, binaryName);
        var checksums = ChecksumsAsset();
        var signature = new SignatureReader(table.Table("signature"), checksums is not null, releases, problems, knownKeys).Read();
        var config = new AutoInstallConfig
        {
            Enabled = isOn,
            Source = kind,
            Url = source.Url(kind, NotUsableIf(isOn)),
            Folder = source.Folder(kind, NotUsableIf(isOn)),
            RepositoryOwner = owner?.Text ?? releases.Owner,
            Repository = repository?.Text ?? releases.Repository,
            AssetName = name is { Text.Length: > 0 } given ? given.Text : null,
            BinaryName = binaryName is { Text.Length: > 0 } path ? path.Text : null,
            ApiUrl = source.ApiUrl(kind, NotUsableIf(isOn)),
            TokenFile = TokenFile(isOn),
            Verification = Verification(defaults.Verification),
            ChecksumsAsset = checksums,
            Signature = signature,
            StartDelay = table.Seconds("startDelaySeconds", defaults.StartDelay),
        };
        signature ??= SignatureReader.Misplaced(table, problems) ?? SignatureReader.Misplaced(asset, problems);
        config = config with { Signature = signature, Problem = _problem ?? signature?.Problem };
        asset.WarnUnknownKeys(knownKeys);
        table.WarnUnknownKeys(knownKeys);
        return config;
    }

    private void NotUsable(TableReader where, (TomlEntry Entry, string Text)? value, Func<string, string?> problemWith)
    {
        if (value is { } given && problemWith(given.Text) is { } problem)
            NotUsable(given.Entry.Place, where.PathOf(given.Entry.Key), problem, counts: true);
    }

    private void NotUsable(TextPlace place, string key, string message, bool counts)
    {
        problems.Warn(place, key, message);
        if (counts)
            _problem ??= new ConfigurationProblem(ProblemSeverity.Warning, problems.File, place.Line, place.Column, key, message).ToString();
    }

    private Action<TextPlace, string, string> NotUsableIf(bool isOn) => (place, key, message) => NotUsable(place, key, message, isOn);

    private static void Known(TableReader where, (TomlEntry Entry, string Text)? name)
    {
        if (name is { } given && Placeholders.ProblemWith(given.Text) is { } problem)
            where.Wrong(given.Entry, problem);
    }

    private string? TokenFile(bool isOn)
    {
        if (table.NonEmptyString("tokenFile", "the path of a file, or delete the line") is not { } file)
            return null;
        if (AssetRules.IsToken(file.Text))
        {
            NotUsable(file.Entry.Place, table.PathOf("tokenFile"), "is a token, not the path of a file; put the token in a file that only Visor's user may read, and give its path here", isOn);
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(problems.File)) ?? "/";
        return Path.GetFullPath(file.Text, folder);
    }

    private AssetVerification Verification(AssetVerification absent)
    {
        if (table.Text("verification") is not { } word)
            return absent;
        switch (word.Text)
        {
            case "required":
                return AssetVerification.Required;
            case "whenAvailable":
                return AssetVerification.WhenAvailable;
            case "none":
                return AssetVerification.None;
            default:
                var meant = NameSuggestion.Find(word.Text, ["required", "whenAvailable", "none"]) is { } near ? $"; did you mean \"{near}\"?" : "";
                table.Wrong(word.Entry, $"must be \"required\", \"whenAvailable\" or \"none\"{meant}");
                return absent;
        }
    }

    private string? ChecksumsAsset()
    {
        var asset = table.NonEmptyString("checksumsAsset", "the name of an asset such as \"SHA256SUMS\", or delete the line");
        if (asset is { } given && AssetRules.ProblemWithAssetName(given.Text, releases) is { } problem)
            table.Wrong(given.Entry, problem);
        Known(table, asset);
        return asset?.Text;
    }
}
