namespace Visor.Tests.Signatures;

/// <summary>What minisign 0.11 and OpenSSH have signed with throw-away keys: <see cref="Content"/>, for the namespace <c>file</c>.</summary>
internal static class Signed
{
    public const string Content = "x\n";

    public const string MinisignKey = "RWT4GEu2M+KF0I6i14uj0sz8eb2R0btDaq83poIlMxbxcDoMQHAI2vu7";

    public const string Minisign = """
        untrusted comment: signature from minisign secret key
        RUT4GEu2M+KF0FRgirPSn7GFF0XDEe7VLTPUNoe0AYWTDReaOX7N8cs+Hhu4rYFo297+EH4ygwf6FKb/gZqKtdhYOPbezfNwtgQ=
        trusted comment: visor v1.2.3
        7fTcJnDO3EgSuojbtj7KIRyEKIaEQwcAlU/EDe6KAmzZY9a37P41L0G/86rcxDK0+QYr37UeqPGD0XnIuIx5AA==
        """;

    /// <summary>Of the content itself, as minisign before 0.10 signed.</summary>
    public const string MinisignOfContent = """
        untrusted comment: signature from minisign secret key
        RWT4GEu2M+KF0Cf53jv9ugI2K91uxRNcRK5qBq7j+i/at7CQaV46mr8qM8R+bIsQ3LDbAVBIMYxw6znFI+OhC1TJbYnZBQFgJAg=
        trusted comment: old
        F9SsC2lo6j51nhnR9L3k226iSeLJbpeV9zUaSnAwDbFYOLhh+zTKNxUGtrjnrzpxU06lcwPBiKcJlcy7C3tdCw==
        """;

    public const string Ed25519Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ/rbdp/BNYBSFIN/XR55HtddMpIe77JE1ZqJmx3BULv";

    public const string Ed25519 = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgn+tt2n8E1gFIUg39dHnke110yk
        h7vskTVmombHcFQu8AAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx
        OQAAAED2Zp4pCkIyxcRE2zi60/c0WioZZiw3djGaZ6+en4lul0MWTrhD9SVZ1wzlm7XoJ8
        Mcz7zUn4Vo1SV5FSOxa18P
        -----END SSH SIGNATURE-----
        """;

    public const string Ecdsa256Key = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCPXmQ5iaJP8Ou9cHhWebfVYGCBSTBWKwPptsF3fHLDzTZlrukWpJte2lh3HkdKZIJQZ+NLM3Xou68/tbehg8F8=";

    public const string Ecdsa256 = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE
        EEI9eZDmJok/w671weFZ5t9VgYIFJMFYrA+m2wXd8csPNNmWu6Rakm17aWHceR0pkglBn4
        0szdei7rz+1t6GDwXwAAAARmaWxlAAAAAAAAAAZzaGE1MTIAAABlAAAAE2VjZHNhLXNoYT
        ItbmlzdHAyNTYAAABKAAAAIQDl1cN9MBMTlCg0jTT+iIrZ4afyGtN2veFCQPhSMcEUvwAA
        ACEA675+QDeGhiyzTP9gQT4RX7ykAY/0ConVKDiSQU4uyA0=
        -----END SSH SIGNATURE-----
        """;

    public const string Ecdsa384Key = "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBCqB3y+PPJ3k8TLUrwZaUA9MeEkYy0xl7gjHUwPsBz7y8GOmCH0oDyv/1fEm/qeUH59wT/thHewKhcAaWcu2KoyZEYykQHuNgvHWCK6jmk6n6nIRe3YxaSilxQIsRPhnGg==";

    public const string Ecdsa384 = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAAIgAAAATZWNkc2Etc2hhMi1uaXN0cDM4NAAAAAhuaXN0cDM4NAAAAG
        EEKoHfL488neTxMtSvBlpQD0x4SRjLTGXuCMdTA+wHPvLwY6YIfSgPK//V8Sb+p5Qfn3BP
        +2Ed7AqFwBpZy7YqjJkRjKRAe42C8dYIrqOaTqfqchF7djFpKKXFAixE+GcaAAAABGZpbG
        UAAAAAAAAABnNoYTUxMgAAAIUAAAATZWNkc2Etc2hhMi1uaXN0cDM4NAAAAGoAAAAxAMBG
        ESSV2IuIFbEYZxHsTJi3rMa3QCScTS1aZmCedA4ewqBJ7GVgO2HTlOctg5zOLQAAADEAqm
        kmWC+CIeOHroAQqaIY+nJPuaDKIuqlSdiYP9pcmiDsWrAr9NOfz8yxh4SINQ+X
        -----END SSH SIGNATURE-----
        """;

    public const string Ecdsa521Key = "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAGdJk4iM6UT+VArl39UqG/23HSCwzIcktj3+xBNbISRG3QLe2GbpTne3/3KLTmOVMOe4PREM5jghAix4B6o+KCI6wFc9uBNf9YTtEn+nq4MvIvKFlYuxUD60ReK8VC2v0ulvc8VIt3HrT0McqW5H+JpfD4ZesTNYxzE3XdPBUBJidB6zQ==";

    public const string Ecdsa521 = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAAKwAAAATZWNkc2Etc2hhMi1uaXN0cDUyMQAAAAhuaXN0cDUyMQAAAI
        UEAZ0mTiIzpRP5UCuXf1Sob/bcdILDMhyS2Pf7EE1shJEbdAt7YZulOd7f/cotOY5Uw57g
        9EQzmOCECLHgHqj4oIjrAVz24E1/1hO0Sf6ergy8i8oWVi7FQPrRF4rxULa/S6W9zxUi3c
        etPQxypbkf4ml8Phl6xM1jHMTdd08FQEmJ0HrNAAAABGZpbGUAAAAAAAAABnNoYTUxMgAA
        AKYAAAATZWNkc2Etc2hhMi1uaXN0cDUyMQAAAIsAAABBPdxGWbq9AS8/Ca1YiG8ALyUvET
        5EFRS0jPk578weQwp43JzTxZXG7TJ7JrScQHeu9flfXm8jNeWz+v8i8yBT7MMAAABCAZak
        neGM3rRFrg6/PFY0erGWMb+Lyf/nO8U1wcpQjrMQlZGiHzHza1OVwQpkZhYVecfbgXMxaK
        Jnft63xCuLZC6j
        -----END SSH SIGNATURE-----
        """;

    public const string RsaKey = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCU81m5o+cXeQBOuob+240/jELQlFzNQeiSAqsHuib7wZkJRDmExLz9DflBi9zkQxY3t7l6VDu+o2Xz8oFQvauHYhM8atDgCZG9UAm5+xFg/oUU6jH3+vqFqeDgmsWM10XFybFSlQvacKtQHd+wN+klcx/Rn/MqjNGIE+Z/j233DAErxHIaHDE4UHCbI9Bf+P+6KptAGyGAQBmTNuMCR6eGjBmZ0V/LiqGe3U2BlkwnvywlWkLfV3/qhuJljjrQz8zpKZlJmEiYQstznum1acV9BiyMS2JWSziaPRQh8LljzkazzPuJYZjAdOjtXmHAKYui08IdUZ7L0rHEGXtEKtZP";

    public const string Rsa = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAJTzWbmj5xd5AE66hv7bjT
        +MQtCUXM1B6JICqwe6JvvBmQlEOYTEvP0N+UGL3ORDFje3uXpUO76jZfPygVC9q4diEzxq
        0OAJkb1QCbn7EWD+hRTqMff6+oWp4OCaxYzXRcXJsVKVC9pwq1Ad37A36SVzH9Gf8yqM0Y
        gT5n+PbfcMASvEchocMThQcJsj0F/4/7oqm0AbIYBAGZM24wJHp4aMGZnRX8uKoZ7dTYGW
        TCe/LCVaQt9Xf+qG4mWOOtDPzOkpmUmYSJhCy3Oe6bVpxX0GLIxLYlZLOJo9FCHwuWPORr
        PM+4lhmMB06O1eYcApi6LTwh1RnsvSscQZe0Qq1k8AAAAEZmlsZQAAAAAAAAAGc2hhNTEy
        AAABFAAAAAxyc2Etc2hhMi01MTIAAAEAkB/6JvM/w/QTZkX+DjDMkjxfEQyQwR4dtV5p45
        tctG/e5ik2UXd7AEiH25VHy/ZC7adBf6/j1BbJdnL4q4LQ3K/MSyCnNh2FCHMLMv0CZBe6
        AS4sziP+iM5g+Nfog2zBdc+f/NKwJPb/6lCn1OqHAtg69C2TRVBOyYY9MsjKagjn35S7t+
        lAFmv6Zd9qggr5G4fX/cnTYlqOCLuUQ5V4a/BIcgPPijx0hIvk4ryGrr74zizN8gKpKqZ1
        /iJGXhB4T73ws3fdZRhnGRwAmibabAhAA+0PpVb52yKLp5hppbcaYa+qszd1tQ83KzgyXW
        f3aWsCoQ4U1dHvvlbIOyfVKg==
        -----END SSH SIGNATURE-----
        """;
}
