using System.Text.Json.Serialization;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Recovery.Stamp;

/// <summary>What the chain's data can say about itself: which release of which home ran on it last.</summary>
/// <param name="Home">The id of that home.</param>
/// <param name="Number">How many releases that home's journal had known as active by then.</param>
/// <param name="Height">The block of the last upgrade that the data went through; 0: none.</param>
/// <param name="Answered">Whether it has answered since that upgrade.</param>
internal sealed record DataStamp(string Home, int Number, string Tag, string Folder, ulong Height, bool Answered)
{
    /// <summary>Raised only when an older Visor could misread what a newer one writes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>What belongs beside the data by now; null: nothing has run on this home yet.</summary>
    public static DataStamp? Create(string home, JournalState history) => history.Active is not { } active ? null : new DataStamp(
        home, history.Activations.Length, active.Release.Tag.Value, active.Release.Folder, active.Passed, active.HasResponded);

    [JsonIgnore]
    public Activation Activation => new(new Release(ReleaseTag.ParseStored(Tag), Folder), Height);

    /// <summary>Whether it holds what every Visor writes, so that something can be decided by it.</summary>
    [JsonIgnore]
    public bool IsWhole => Home is not null && Number > 0 && Tag is not null && ReleaseTag.TryParseStored(Tag, out _) && Folder is { Length: > 0 };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DataStamp))]
internal sealed partial class DataStampJson : JsonSerializerContext;
