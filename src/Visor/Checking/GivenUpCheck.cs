using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Checking;

/// <summary>Whether the node was given up and has not answered since.</summary>
internal static class GivenUpCheck
{
    private const string What = "given up";

    /// <param name="start">The command that starts the node where no Visor has said one.</param>
    public static IEnumerable<Finding> Check(VisorHome home, StatusSnapshot status, string start)
    {
        if (JournalReading.KnownHistory(home)?.GivenUp is not { } reason)
            return [];
        var why = PlainText.Excerpt(reason, 1000);
        return [status switch
        {
            { VisorLives: true, Now.StartAgain: { } again } => Finding.Failure(What, $"Visor has given up on the node: {why}", $"fix the cause, then `{again}` starts the node again"),
            { VisorLives: true } => Finding.Failure(What, $"Visor gave up on the node, which has not answered since: {why}", $"`visor status --watch --home {home.Word}` shows the progress of the new start"),
            _ => Finding.Failure(What, $"Visor has given up on the node: {why}", $"fix the cause, then `{start}` starts the node again"),
        }];
    }
}
