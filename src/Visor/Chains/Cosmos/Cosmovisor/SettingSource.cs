using Visor.Configuration;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>
/// Where a setting is looked for: in the environment; or, if there is a file, in the file, whose keys the environment overrides, but only those that
/// the file has.
/// </summary>
internal sealed class SettingSource(Func<string, string?> environment, CosmovisorConfigFile? file)
{
    public bool IsFile => file is not null;

    /// <returns>Null: it is not set.</returns>
    public SettingValue? Find(string variable)
    {
        var said = environment(variable);
        if (file is null)
            return said is null ? null : new SettingValue.OfEnvironment(variable, said);
        if (!file.Entries.TryGetValue(CosmovisorVariables.KeyOf(variable), out var entry))
            return null;
        return string.IsNullOrEmpty(said) ? new SettingValue.OfFile(file.Path, entry) : new SettingValue.OfEnvironment(variable, said);
    }

    /// <summary>For a setting that is missing: where it belongs.</summary>
    public string PlaceOf(string variable) => file is null ? variable : $"{file.Path}: {CosmovisorVariables.KeyOf(variable)}";
}

/// <summary>A setting as it was found.</summary>
/// <param name="Place">Where, for the beginning of a message.</param>
internal abstract record SettingValue(string Place)
{
    /// <summary>As a text, whatever it is; null: it is something that no setting can be.</summary>
    public abstract string? Text { get; }

    internal sealed record OfEnvironment(string Variable, string Value) : SettingValue(Variable)
    {
        public override string Text => Value;
    }

    internal sealed record OfFile(string File, TomlEntry Entry) : SettingValue($"{File}:{Entry.Place.Line}:{Entry.Place.Column}: {Entry.Key}")
    {
        public override string? Text => Entry.Value switch
        {
            TomlText text => text.Text,
            TomlFlag { Flag: true } => "true",
            TomlFlag => "false",
            TomlWholeNumber number => number.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
