using Visor.Model;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Why an asset is not unpacked, for the one place that adds its name and the remedy.</summary>
internal sealed class UnpackException(UnpackFault fault, string cause) : Exception(cause)
{
    public UnpackFault Fault { get; } = fault;

    public static UnpackException Damaged(string cause) => new(UnpackFault.Damaged, cause);

    /// <param name="name">The entry's name as the archive has it.</param>
    /// <param name="problem">What is wrong with it, such as <c>is a device</c>.</param>
    public static UnpackException RefusedEntry(string name, string problem) =>
        new(UnpackFault.Refused, $"its entry '{PlainText.Excerpt(name, 100)}' {problem}");

    /// <inheritdoc cref="RefusedEntry"/>
    public static UnpackException DamagedEntry(string name, string problem) =>
        new(UnpackFault.Damaged, $"its entry '{PlainText.Excerpt(name, 100)}' {problem}");
}

internal enum UnpackFault
{
    /// <summary>Not what its maker made: cut or changed.</summary>
    Damaged,

    /// <summary>Whole, but it asks for something that no release needs.</summary>
    Refused,

    /// <summary>Whole and harmless, but not a release for this machine or this configuration.</summary>
    Unsuitable,
}
