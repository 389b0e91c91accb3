namespace Visor.EndToEnd.Chains.Cosmos.Setups.Units;

/// <summary>The units of public guides, roles and installers: what they set, with the simulated <c>appd</c> in the place of the chain's binary.</summary>
internal static class OperatorUnits
{
    public static IReadOnlyList<OperatorUnit> All { get; } =
    [
        // The Cosmos Hub's own guide: nobody restarts the service, and a variable is there that Cosmovisor has long forgotten.
        new("hub", """
            [Unit]
            Description=Hub node
            After=network-online.target
            [Service]
            User=hub
            ExecStart=/usr/local/bin/cosmovisor run start --home @HOME@
            Restart=no
            LimitNOFILE=50000
            Environment="DAEMON_NAME=appd"
            Environment="DAEMON_HOME=@HOME@"
            Environment="DAEMON_ALLOW_DOWNLOAD_BINARIES=false"
            Environment="DAEMON_RESTART_AFTER_UPGRADE=true"
            Environment="DAEMON_LOG_BUFFER_SIZE=512"
            Environment="UNSAFE_SKIP_BACKUP=true"
            [Install]
            WantedBy=multi-user.target
            """)
        { VisorToml = null, Advice = ["KillMode=process", "TimeoutStopSec=285", "Restart=on-failure"] },

        // An Ansible role with backups, and the program in the Go folder of the user.
        new("ansible", """
            [Unit]
            Description=Cosmovisor service
            After=network-online.target
            [Service]
            User=ansible
            ExecStart=@USERHOME@/go/bin/cosmovisor run start --home @HOME@ --log_format json
            Restart=always
            RestartSec=3
            LimitNOFILE=4096
            Environment=DAEMON_NAME=appd
            Environment=DAEMON_HOME=@HOME@
            Environment=DAEMON_RESTART_AFTER_UPGRADE=true
            Environment=DAEMON_ALLOW_DOWNLOAD_BINARIES=false
            Environment=UNSAFE_SKIP_BACKUP=false
            [Install]
            WantedBy=multi-user.target
            """)
        { Program = "@USERHOME@/go/bin/cosmovisor", MakesBackups = true, Dialect = "047" },

        // A role of the time of Cosmovisor 1.0: no `run`, no `--home`, an absolute link.
        new("old", """
            [Unit]
            Description=Node of old
            After=network-online.target
            [Service]
            User=old
            ExecStart=@USERHOME@/go/bin/cosmovisor start
            Restart=always
            RestartSec=3
            LimitNOFILE=65535
            Environment="DAEMON_NAME=appd"
            Environment="DAEMON_HOME=@HOME@"
            Environment="DAEMON_ALLOW_DOWNLOAD_BINARIES=false"
            Environment="UNSAFE_SKIP_BACKUP=true"
            [Install]
            WantedBy=multi-user.target
            """)
        { Program = "@USERHOME@/go/bin/cosmovisor", IsRelative = false, HasDefaultHome = true, Dialect = "047" },

        // An installer that sets every time limit there is.
        new("installer", """
            [Unit]
            Description=Node of an installer
            After=network.target
            StartLimitBurst=5
            StartLimitIntervalSec=300
            [Service]
            Type=simple
            User=installer
            ExecStart=/usr/bin/cosmovisor run start
            Restart=on-failure
            RestartSec=30
            TimeoutSec=120
            LimitNOFILE=65535
            EnvironmentFile=/etc/default/appd-installer
            [Install]
            WantedBy=multi-user.target
            """)
        {
            Program = "/usr/bin/cosmovisor",
            Advice = ["KillMode=process"],
            Files = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["/etc/default/appd-installer"] = """
                    # Read by the unit.
                    DAEMON_HOME=@HOME@
                    DAEMON_NAME=appd
                    DAEMON_ALLOW_DOWNLOAD_BINARIES=true
                    DAEMON_DOWNLOAD_MUST_HAVE_CHECKSUM=true
                    DAEMON_RESTART_AFTER_UPGRADE=true
                    DAEMON_RESTART_DELAY=200ms
                    DAEMON_SHUTDOWN_GRACE=30s
                    DAEMON_POLL_INTERVAL=300s
                    UNSAFE_SKIP_BACKUP=true
                    APPD_HOME=@HOME@
                    """,
            },
        },

        // The same with a file of Cosmovisor in the place of the variables: a duration in words and one in nanoseconds.
        new("configfile", """
            [Unit]
            Description=Node with a configuration file
            StartLimitBurst=5
            StartLimitIntervalSec=300
            [Service]
            Type=simple
            User=configfile
            ExecStart=/usr/bin/cosmovisor run start --home @HOME@ --cosmovisor-config @HOME@/cosmovisor/config.toml
            Restart=on-failure
            RestartSec=30
            TimeoutSec=120
            LimitNOFILE=65535
            [Install]
            WantedBy=multi-user.target
            """)
        {
            Program = "/usr/bin/cosmovisor",
            Advice = ["KillMode=process"],
            IsRelative = false,
            Dialect = "047",
            Beside = ["config.toml"],
            Files = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["@HOME@/cosmovisor/config.toml"] = """
                    daemon_home = '@HOME@'
                    daemon_name = 'appd'
                    daemon_allow_download_binaries = false
                    daemon_restart_after_upgrade = true
                    daemon_restart_delay = 200000000
                    daemon_shutdown_grace = '30s'
                    daemon_poll_interval = 300000000
                    unsafe_skip_backup = true

                    """,
            },
        },

        // A script that makes a full node: root's, in a working directory of its own.
        new("script", """
            [Unit]
            Description=Full node
            After=network.target
            [Service]
            WorkingDirectory=@HOME@
            ExecStart=/root/go/bin/cosmovisor run start --home=@HOME@ --unsafe-skip-upgrades=7
            Restart=always
            RestartSec=5
            LimitNOFILE=4096
            Environment="DAEMON_HOME=@HOME@"
            Environment="DAEMON_NAME=appd"
            Environment="DAEMON_RESTART_AFTER_UPGRADE=true"
            Environment="UNSAFE_SKIP_BACKUP=true"
            [Install]
            WantedBy=multi-user.target
            """)
        { Program = "/root/go/bin/cosmovisor", IsRelative = false },

        // A guide whose chain wants its wasm cache removed between two versions.
        new("wasm", """
            [Unit]
            Description=Wasm node
            Requires=network.target
            After=network.target
            [Service]
            Type=exec
            User=wasm
            Group=wasm
            ExecStart=/usr/local/bin/cosmovisor run start --home @HOME@
            Restart=on-failure
            RestartSec=10
            LimitNOFILE=65535
            KillSignal=SIGTERM
            Environment="DAEMON_HOME=@HOME@"
            Environment="DAEMON_NAME=appd"
            Environment="UNSAFE_SKIP_BACKUP=true"
            Environment="COSMOVISOR_CUSTOM_PREUPGRADE=clear-cache.sh"
            [Install]
            WantedBy=multi-user.target
            """)
        {
            Dialect = "047",
            Beside = ["clear-cache.sh", "wasm"],
            Files = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["@HOME@/cosmovisor/clear-cache.sh"] = "#!/bin/sh\nrm -rf wasm/cache && echo \"cleared for $1 at $2\"\n",
                ["@HOME@/wasm/cache/module"] = "of the old release",
            },
        },

        // Who wants the service manager to start the new release.
        new("manager", """
            [Unit]
            Description=Restarted by systemd
            [Service]
            User=manager
            ExecStart=/usr/local/bin/cosmovisor run start --home @HOME@
            Restart=always
            RestartSec=1
            LimitNOFILE=65535
            Environment="DAEMON_HOME=@HOME@"
            Environment="DAEMON_NAME=appd"
            Environment="DAEMON_RESTART_AFTER_UPGRADE=false"
            Environment="UNSAFE_SKIP_BACKUP=true"
            [Install]
            WantedBy=multi-user.target
            """)
        { EndsAtUpgrades = true },
    ];
}
