using System.Runtime.CompilerServices;

namespace Visor.Tests.Processes;

/// <summary>Small programs of a test's own, and the wait for what they tell by a file.</summary>
internal sealed class Scripts : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The path of a file that the test and its programs share.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Writes a program for <c>/bin/sh</c>; in its text <c>$D</c> is the folder of the test.</summary>
    public string Write(string name, string body)
    {
        var path = _folder.Write(name, $"#!/bin/sh\nD='{_folder.Path}'\n{body}\n");
        File.SetUnixFileMode(path, Executable);
        return path;
    }

    /// <summary>The content of a file once a program has written a whole line into it.</summary>
    public async Task<string> Line(string name, [CallerArgumentExpression(nameof(name))] string? what = null)
    {
        var path = _folder[name];
        string text = "";
        await Eventually.Holds(() => File.Exists(path) && (text = File.ReadAllText(path)).EndsWith('\n'), $"{what} is written");
        return text.TrimEnd('\n');
    }

    /// <summary>The process id that a program writes into a file.</summary>
    public async Task<int> Pid(string name) => int.Parse(await Line(name), System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();
}
