using Visor.Model;

namespace Visor.Home;

/// <summary>The paths of one home folder. It knows where things are, not whether they are there.</summary>
/// <param name="layout">What its chain family calls them; null: as in the homes that <c>visor init</c> makes.</param>
internal sealed class VisorHome(string root, HomeLayout? layout = null)
{
    /// <summary>The home that the unit of Visor's package runs, and that counts where none is named.</summary>
    public const string OfPackage = "/var/lib/visor";

    /// <summary>Absolute, without a slash at its end.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>What its chain family calls its files.</summary>
    public HomeLayout Layout { get; } = layout ?? HomeLayout.Own;

    /// <summary>The folder that people call the home: an absolute path.</summary>
    public string Named => Layout.IsBelowHome ? Path.GetDirectoryName(Root)! : Root;

    /// <summary>What a person types behind <c>--home</c>.</summary>
    public string Word => ShellWord.Quote(Named);

    /// <summary>The command that runs this home by hand.</summary>
    public string RunCommand => Layout.FirstRun is { } first && !Path.Exists(Journal) ? first(Word) : $"visor run --home {Word}{ConfigWords}";

    /// <summary>The command that ends a hold here, as it can be typed: the home of the package need not be named.</summary>
    public string ResumeCommand => string.Equals(Root, OfPackage, StringComparison.Ordinal) ? "visor resume" : $"visor resume --home {Word}";

    /// <summary>A configuration file that lies elsewhere, as an absolute path; null: it lies in the home.</summary>
    public string? ConfigElsewhere { get; init; }

    /// <summary>What a person has typed behind <c>--home</c> to name that file; empty: nothing.</summary>
    public string ConfigWords { get; init; } = "";

    public string Config => ConfigElsewhere ?? Path.Combine(Root, Layout.Config);

    /// <summary>What that file is called in messages, such as <c>config.toml</c>.</summary>
    public string ConfigName => ConfigElsewhere ?? Layout.Config;

    /// <summary>Whether a home needs a configuration file.</summary>
    public bool NeedsConfig => Layout.NeedsConfig;

    /// <summary>The symlink that names what runs.</summary>
    public string Current => Path.Combine(Root, "current");

    public string Genesis => Path.Combine(Root, "genesis");

    /// <summary>While this file exists Visor does not switch; its text is the operator's reason.</summary>
    public string Hold => Path.Combine(Root, "hold");

    /// <summary>Who has removed the last hold, until the Visor that runs has read it.</summary>
    public string HoldLifting => Path.Combine(Private, "hold-lifted");

    /// <summary>Visor's own folder.</summary>
    public string Private => Path.Combine(Root, ".visor");

    /// <summary>Held by the one Visor that runs this home.</summary>
    public string Lock => Path.Combine(Private, "lock");

    /// <summary>Held, shared, by every process of the node.</summary>
    public string NodeLock => Path.Combine(Private, "node.lock");

    /// <summary>Locked while something works on the stopped node between two releases.</summary>
    public string StepLock => Path.Combine(Private, "step.lock");

    public string Journal => Path.Combine(Private, "journal.jsonl");

    /// <summary>A random word that tells this home from every other one.</summary>
    public string Id => Path.Combine(Private, "home-id");

    /// <summary>Where the Visor that runs this home hears a person's word.</summary>
    public string Control => Path.Combine(Private, "control.sock");

    public string Status => Path.Combine(Private, "status.json");

    /// <summary>The status as Prometheus reads it.</summary>
    public string Metrics => Path.Combine(Private, "metrics.prom");

    /// <summary>Where releases are made ready, each in a folder of its own.</summary>
    public string Staging => Path.Combine(Private, "staging");

    public string StagingFolder(ReleaseTag tag) => Path.Combine(Staging, tag.Value);

    /// <summary>The absolute path of a release's folder.</summary>
    /// <param name="name">Its name below HOME, or an absolute path.</param>
    public string ReleaseFolder(string name) => Path.Combine(Root, name);

    /// <summary>The shortest name <see cref="ReleaseFolder"/> understands: without HOME if it lies directly below, or where the releases of the family do.</summary>
    public string NameOf(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        if (string.Equals(parent, Root, StringComparison.Ordinal))
            return Path.GetFileName(folder);
        return Layout.Releases.Length > 0 && string.Equals(parent, Path.Combine(Root, Layout.Releases), StringComparison.Ordinal)
            ? $"{Layout.Releases}/{Path.GetFileName(folder)}"
            : folder;
    }

    /// <summary>The same home with its configuration file elsewhere.</summary>
    /// <param name="words">What a person has typed for it, with a space before; empty: nothing.</param>
    public VisorHome WithConfig(string file, string words) => new(Root, Layout) { ConfigElsewhere = Path.GetFullPath(file), ConfigWords = words };
}
