namespace Visor.Platform.FaultInjection;

/// <summary>What must be survived: a start, an upgrade and its preparation, cut into the pieces between which a crash is told apart.</summary>
internal enum Step
{
    /// <summary>What is about to be started is journalled.</summary>
    Intent,

    /// <summary>One process is started.</summary>
    Spawn,

    /// <summary>The pid of one process is journalled.</summary>
    Pid,

    /// <summary>A person's word is journalled.</summary>
    Ordered,

    /// <summary>The point of no return is journalled.</summary>
    Due,

    /// <summary>That the old set is stopped for the switch is journalled.</summary>
    Stopping,

    /// <summary>That nothing of the old set lives is journalled.</summary>
    Stopped,

    /// <summary>That work for the stopped node begins or is done is journalled.</summary>
    Work,

    /// <summary>The link <c>current</c> is replaced.</summary>
    Link,

    /// <summary>That the new release is activated is journalled.</summary>
    Linked,

    /// <summary>The lines of a start are made durable.</summary>
    Started,

    /// <summary>The first answer of the core is journalled.</summary>
    Answered,

    /// <summary>The stamp beside the chain's data is replaced.</summary>
    Stamp,

    /// <summary>The asset of the next release is downloaded.</summary>
    Fetch,

    /// <summary>What was downloaded is compared with what was published.</summary>
    Verify,

    /// <summary>The asset is unpacked, and gets its run config.</summary>
    Unpack,

    /// <summary>What was unpacked is run and asked for its version.</summary>
    Check,

    /// <summary>What has been proven gets its place in the home.</summary>
    Publish,
}
