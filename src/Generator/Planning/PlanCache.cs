namespace ModelCompiler.Generator.Planning;

/// <summary>
/// The planned models of this process, as long as somebody holds them. The generator's driver does so while a project is open, and
/// the analyzer, which runs beside it and after every edit, would plan all models again.
/// </summary>
internal static class PlanCache
{
    private static readonly object Gate = new();
    private static readonly List<WeakReference<PlannedModel>> Models = [];

    /// <summary>A model planned earlier for a request of the same content; null if there is none, or if nobody holds it any more.</summary>
    public static PlannedModel? Find(ModelRequest request)
    {
        foreach (var model in Alive())
            if (model.Request.Equals(request))
                return model;
        return null;
    }

    /// <returns>The model itself.</returns>
    public static PlannedModel Remember(PlannedModel model)
    {
        lock (Gate)
        {
            Models.RemoveAll(entry => !entry.TryGetTarget(out _));
            Models.Add(new WeakReference<PlannedModel>(model));
        }

        return model;
    }

    // Compared outside the lock: of two large models that takes a while.
    private static List<PlannedModel> Alive()
    {
        lock (Gate)
            return [.. Models.Select(entry => entry.TryGetTarget(out var model) ? model : null).OfType<PlannedModel>()];
    }
}
