using Visor.Model;

namespace Visor.Home;

/// <summary>How a person makes <c>current</c> a link, whatever stands there: a command line in which FOLDER is for that person to fill in.</summary>
internal static class ManualLink
{
    public static string Command(VisorHome home, CurrentLinkState reading) => reading switch
    {
        CurrentLinkState.NotALink { IsFolder: true } => $"mv {ShellWord.Quote(home.Current)} {ShellWord.Quote(home.ReleaseFolder("FOLDER"))} && ln -sn FOLDER {ShellWord.Quote(home.Current)}",
        CurrentLinkState.NotALink => $"mv {ShellWord.Quote(home.Current)} {ShellWord.Quote(home.Current)}.aside && ln -sn FOLDER {ShellWord.Quote(home.Current)}",
        _ => $"ln -sfn FOLDER {ShellWord.Quote(home.Current)} && test -d {ShellWord.Quote(home.Current)}/",
    };

    /// <summary>The same as a remedy, with what it does.</summary>
    public static string Remedy(VisorHome home, CurrentLinkState reading) => reading switch
    {
        CurrentLinkState.NotALink { IsFolder: true } => $"move it to a folder named after its release and link that ({Command(home, reading)})",
        CurrentLinkState.NotALink => $"move it away and link the folder of the release that should run ({Command(home, reading)})",
        _ => $"link the folder of the release that should run ({Command(home, reading)})",
    };
}
