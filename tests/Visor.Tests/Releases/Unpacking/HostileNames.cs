using Xunit;

namespace Visor.Tests.Releases.Unpacking;

/// <summary>What both kinds of archive must refuse.</summary>
internal static class HostileNames
{
    /// <summary>A name, and a part of the message.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "../evil", "'..' in its path" },
        { "a/../../evil", "'..' in its path" },
        { "a/..", "'..' in its path" },
        { "/tmp/evil", "absolute path" },
        { "//evil", "absolute path" },
        { "..\\evil", "backslash" },
        { "a\\b", "backslash" },
    };

    /// <summary>Two names that mean one file, or a file and what lies below it.</summary>
    public static TheoryData<string, string> Twins => new()
    {
        { "a", "a" },
        { "a", "./a" },
        { "a/b", "a//b" },
        { "a/b", "a/./b" },
        { "a", "a/b" },
        { "a/b", "a" },
        { "a/", "a" },
        { "a", "a/" },
    };

    /// <summary>Targets of a link at <c>bin/link</c> that are not below the folder, or may not be.</summary>
    public static TheoryData<string> Targets => ["/etc/passwd", "../../etc/passwd", "..//../x", "a/../../../x", "sub/../x", "../../..", "..\\x"];
}
