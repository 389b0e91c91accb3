namespace Visor.Model.Events;

/// <summary>What happens to a node that somebody outside may want to hear of.</summary>
internal enum EventKind
{
    /// <summary>The network has agreed on an upgrade.</summary>
    Accepted,

    /// <summary>The next release is ready.</summary>
    Staged,

    /// <summary>The next release is not ready, and for a new reason.</summary>
    NotReady,

    /// <summary>The chain waits at the height of an upgrade.</summary>
    Due,

    /// <summary>An upgrade that is due waits for its operator.</summary>
    Held,

    /// <summary>The new release has answered.</summary>
    Upgraded,

    /// <summary>The node has failed and is started again.</summary>
    Restarted,

    /// <summary>Visor has given the node up.</summary>
    Failed,

    /// <summary><c>config.toml</c> has errors, and the last valid one stays in force.</summary>
    ConfigBroken,

    /// <summary>The node runs, and could not be started again from what lies there now.</summary>
    Drifted,

    /// <summary>What would have kept the node from being started again is gone.</summary>
    Mended,

    /// <summary>A person's word that another release runs is carried out.</summary>
    Ordered,
}
