namespace Visor.Chains;

/// <summary>The files of a new home folder.</summary>
internal interface IHomeTemplates
{
    /// <summary>The option of <c>visor init</c> for a node that has processes beside the one that is asked; null: there are none in this family.</summary>
    (string Name, string Description)? CompanionOption { get; }

    /// <param name="withCompanions">Whether the node has processes beside the one that is asked.</param>
    /// <returns>Path below the home and text; the file that makes a folder a home comes last.</returns>
    IEnumerable<(string Name, string Text)> Files(bool withCompanions);

    /// <summary>What the operator still has to do in a new home, for people.</summary>
    /// <param name="home">Its absolute path.</param>
    string NextSteps(string home, bool withCompanions);

    /// <summary>The socket that a new home's node is reached by; null: none.</summary>
    string? SocketPath { get; }
}
