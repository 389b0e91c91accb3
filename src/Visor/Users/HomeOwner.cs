using Visor.Home;
using Visor.Platform.Files;

namespace Visor.Users;

/// <summary>Whose a home is. What another user puts there, the owner's Visor can neither change nor remove, and what lies there is the owner's to choose.</summary>
internal static class HomeOwner
{
    /// <summary>The owner of the folder or, where that is root's, of what Visor keeps in it: a service's folder is often made by root, for a group.</summary>
    /// <returns>Of a home that is still to be made whoever owns the folder it will lie in; null: it cannot be told.</returns>
    public static Account? Find(VisorHome home)
    {
        for (var folder = home.Root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Find(folder) is { } owner)
                return Account.Find(owner == Account.Root ? FileStatus.Read(home.Private, followLinks: false)?.User ?? owner : owner);
        }

        return null;
    }

    /// <returns>The owner's number; null: it cannot be told.</returns>
    public static uint? Find(string path) => FileStatus.Read(path)?.User;
}
