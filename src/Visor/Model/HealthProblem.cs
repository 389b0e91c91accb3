using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>Something that is not well.</summary>
/// <param name="Text">What, and why, beginning in small letters.</param>
/// <param name="Remedy">What mends it; null: the text says it, or it passes by itself.</param>
/// <param name="Passes">Visor is at it: nobody has to do anything.</param>
internal sealed record HealthProblem(HealthArea Area, string Text, string? Remedy = null, bool Passes = false)
{
    /// <summary>Both in one.</summary>
    [JsonIgnore]
    public string Line => Remedy is null ? Text : $"{Text}; {Remedy}";
}

/// <summary>What a problem is about.</summary>
[JsonConverter(typeof(HealthAreaJson))]
internal enum HealthArea
{
    Visor,

    Node,

    Upgrade,

    Alert,

    /// <summary>The node could not be started again.</summary>
    Restart,

    Journal,

    Configuration,
}
