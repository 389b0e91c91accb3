using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>
/// Which part of the node a process is, by the words that its chain family has for it, such as <c>data node</c>. Every reader gets them in its own form.
/// </summary>
[JsonConverter(typeof(ProcessRoleJson))]
internal sealed record ProcessRole
{
    private ProcessRole(string words) => Words = words;

    /// <summary>As it stands in logs and messages: <c>data node</c>.</summary>
    public string Words { get; }

    /// <summary>As it stands in the journal: <c>DataNode</c>.</summary>
    public string Pascal => string.Concat(Words.Split(' ').Select(Capital));

    /// <summary>As it stands in JSON for others: <c>dataNode</c>.</summary>
    public string Camel => JsonNamingPolicy.CamelCase.ConvertName(Pascal);

    /// <summary>As it stands in metrics: <c>data_node</c>.</summary>
    public string Snake => Words.Replace(' ', '_');

    /// <summary>At the beginning of a line for people: <c>Data node</c>.</summary>
    public string Title => Capital(Words);

    /// <param name="words">Lower-case letters, with single spaces between the words.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static ProcessRole Parse(string words) => words.Length > 0 && words.Split(' ').All(word => word.Length > 0 && word.All(char.IsAsciiLetterLower))
        ? new ProcessRole(words)
        : throw new ArgumentException($"lower-case words are required, not '{words}'", nameof(words));

    /// <summary>Null: this is no such word.</summary>
    /// <param name="pascal">As <see cref="Pascal"/> has it.</param>
    public static ProcessRole? TryParse(string? pascal) => pascal is { Length: > 0 } && char.IsAsciiLetterUpper(pascal[0]) && pascal.All(char.IsAsciiLetter)
        ? new ProcessRole(string.Concat(pascal.Select((c, i) => char.IsAsciiLetterUpper(c) ? $"{(i == 0 ? "" : " ")}{char.ToLower(c, CultureInfo.InvariantCulture)}" : c.ToString())))
        : null;

    public override string ToString() => Words;

    private static string Capital(string word) => $"{char.ToUpper(word[0], CultureInfo.InvariantCulture)}{word[1..]}";
}

internal sealed class ProcessRoleJson : JsonConverter<ProcessRole>
{
    public override ProcessRole Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ProcessRole.TryParse(reader.GetString()) is { } role ? role : throw new JsonException("no role of a process");

    public override void Write(Utf8JsonWriter writer, ProcessRole value, JsonSerializerOptions options) => writer.WriteStringValue(value.Pascal);
}
