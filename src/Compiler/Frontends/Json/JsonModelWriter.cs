using System.Globalization;
using System.Text;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>
/// Writes a definition as the JSON that <see cref="JsonModelReader"/> reads as an equal one, a layer on a line.
/// </summary>
internal sealed class JsonModelWriter
{
    private readonly StringBuilder _text = new();

    private JsonModelWriter()
    {
    }

    /// <param name="source">The file that the definition was made of, if it is to be found by that name.</param>
    public static string Write(ModelDefinition model, string? source = null)
    {
        var writer = new JsonModelWriter();
        writer.WriteModel(model, source);
        return writer._text.ToString();
    }

    private void WriteModel(ModelDefinition model, string? source)
    {
        _text.Append("{\n  \"name\": ");
        WriteText(model.Name);
        if (source is not null)
        {
            _text.Append(",\n  \"source\": ");
            WriteText(source);
        }

        WriteWeights(model.Weights);
        WriteNumber("batch", model.Batch);
        if (model.IsStateful is { } isStateful)
            _text.Append(",\n  \"stateful\": ").Append(isStateful ? "true" : "false");
        WriteNumber("maxArenaBytes", model.Budget.ArenaBytes);
        WriteNumber("maxWeightBytes", model.Budget.WeightBytes);
        WriteNumber("maxMacs", model.Budget.Macs);

        if (model.Outputs.Count > 0)
        {
            _text.Append(",\n  \"outputs\": ");
            WriteList(model.Outputs, WriteText);
        }

        _text.Append(",\n  \"layers\": [");
        for (var i = 0; i < model.Layers.Count; i++)
        {
            _text.Append(i == 0 ? "\n    " : ",\n    ");
            WriteLayer(model.Layers[i]);
        }

        _text.Append("\n  ]\n}\n");
    }

    private void WriteNumber(string name, long? number)
    {
        if (number is not { } value)
            return;
        _text.Append(",\n  \"").Append(name).Append("\": ");
        WriteInteger(value);
    }

    private void WriteWeights(WeightsReference weights)
    {
        switch (weights)
        {
            case WeightsReference.FromFile file:
                _text.Append(",\n  \"weights\": ");
                WriteText(file.FileName);
                break;
            case WeightsReference.FromSeed random:
                _text.Append(",\n  \"weights\": { \"random\": ");
                WriteInteger(random.Seed);
                _text.Append(" }");
                break;
        }
    }

    private void WriteLayer(LayerDefinition layer)
    {
        _text.Append("{ \"type\": ");
        WriteText(layer.Kind);
        if (layer.Name is { } name)
        {
            _text.Append(", \"name\": ");
            WriteText(name);
        }

        if (layer.From.Count > 0)
        {
            _text.Append(", \"from\": ");
            WriteList(layer.From, WriteText);
        }

        var schema = LayerCatalog.Find(layer.Kind)
            ?? throw new InvalidOperationException($"The layer catalogue has no kind '{layer.Kind}'.");
        foreach (var property in layer.Properties)
        {
            _text.Append(", ");
            WriteText(property.Name);
            _text.Append(": ");
            WriteValue(property.Value, schema.Find(property.Name)?.Type);
        }

        _text.Append(" }");
    }

    /// <param name="type">What the reader expects: a number alone is no list, and the other way round.</param>
    private void WriteValue(PropertyValue value, PropertyType? type)
    {
        switch (value)
        {
            case PropertyValue.Integers { Values: var integers } when type == PropertyType.Integer:
                WriteInteger(integers[0]);
                break;
            case PropertyValue.Integers { Values: var integers }:
                WriteList(integers, WriteInteger);
                break;
            case PropertyValue.Numbers { Values: var numbers } when type == PropertyType.Number:
                WriteNumber(numbers[0]);
                break;
            case PropertyValue.Numbers { Values: var numbers }:
                WriteList(numbers, WriteNumber);
                break;
            case PropertyValue.Flag flag:
                _text.Append(flag.Value ? "true" : "false");
                break;
            case PropertyValue.Text text:
                WriteText(text.Value);
                break;
        }
    }

    private void WriteList<T>(EquatableArray<T> items, Action<T> write)
    {
        _text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                _text.Append(", ");
            write(items[i]);
        }

        _text.Append(']');
    }

    private void WriteInteger(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    private void WriteNumber(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            throw new InvalidOperationException("JSON has no such number.");
        // Zero loses its sign in some hosts.
        _text.Append(value == 0 && 1 / value < 0 ? "-0.0" : value.ToString("R", CultureInfo.InvariantCulture));
    }

    private void WriteText(string text)
    {
        _text.Append('"');
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogatePair(text, i))
                _text.Append(text, i++, 2);
            else if (text[i] is '"' or '\\')
                _text.Append('\\').Append(text[i]);
            else if (char.IsSurrogate(text[i]))
                _text.Append('\ufffd'); // Half a character, which no encoding of text has.
            else if (text[i] is < ' ' or (>= '\u007f' and < '\u00a0') or '\u2028' or '\u2029' or '\ufeff')
                _text.Append("\\u").Append(((int)text[i]).ToString("x4", CultureInfo.InvariantCulture));
            else
                _text.Append(text[i]);
        _text.Append('"');
    }
}
