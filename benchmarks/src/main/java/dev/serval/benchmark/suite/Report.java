package dev.serval.benchmark.suite;

import dev.serval.benchmark.load.LoadResult;
import dev.serval.benchmark.model.MeasuredModel;
import dev.serval.protocol.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run showed, as a table in Markdown and as JSON.
///
/// @param rawMicros processor time of ONNX Runtime alone, for each model
/// @param merging empty where it was not measured
/// @param steady `null` where it was not run
record Report(
        Machine machine,
        List<Measured> cases,
        Map<MeasuredModel, Double> rawMicros,
        List<Merging.Row> merging,
        @Nullable SteadyLoad steady) {
    void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("benchmark.md"), toMarkdown());
        Files.writeString(
                folder.resolve("benchmark.json"), new String(toJson(), StandardCharsets.UTF_8));
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                format(
                        "%s, %d processors, %.1f GiB, %s; load average before the run %.2f%n%n",
                        machine.processor(),
                        machine.processors(),
                        machine.memoryBytes() / (double) (1L << 30),
                        machine.system(),
                        machine.load()));
        text.append(
                "| server | model | wire | CPU µs | median | x raw | req/s | p50 ms | p99 ms | alloc B | errors |\n");
        text.append(
                "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        rawMicros.forEach((model, micros) ->
                text.append(
                        format(
                                "| ONNX Runtime alone | %s | | %.2f | | 1.00 | | | | | |%n",
                                model.modelName(), micros)));
        cases.forEach(each -> text.append(row(each)));
        if (!merging.isEmpty()) {
            text.append(
                    "\n| model | merged where it pays, req/s | p99 ms | never merged, req/s | p99 ms | ratio | rows a run | reason | errors |\n");
            text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |\n");
            merging.forEach(each -> text.append(row(each)));
        }
        if (steady != null) {
            text.append(
                    format(
                            "%n1,000 requests/s of iris on one processor for %.0f s: %d answered, %d errors, p50 %.2f ms, p99 %.2f ms, longest %.1f ms. Resident after the first 1,000: %d MB.%n",
                            steady.load().seconds(),
                            steady.load().requests(),
                            steady.load().errors(),
                            steady.load().p50Micros() / 1000,
                            steady.load().p99Micros() / 1000,
                            steady.load().maxMicros() / 1000,
                            steady.residentBytes() >> 20));
        }
        return text.toString();
    }

    private String row(Measured each) {
        Figures best = each.best();
        return format(
                "| %s | %s | %s | %.2f | %.2f | %s | %.0f | %.2f | %.2f | %.0f | %d |%n",
                each.server(),
                each.modelName(),
                each.wire(),
                best.cpuMicros(),
                each.medianCpuMicros(),
                ratio(each),
                best.load().perSecond(),
                best.load().p50Micros() / 1000,
                best.load().p99Micros() / 1000,
                best.allocatedBytes(),
                each.errors());
    }

    private static String row(Merging.Row each) {
        return format(
                "| %s | %.0f | %.2f | %.0f | %.2f | %.2f | %.1f | %s | %d |%n",
                each.model().modelName(),
                Merging.median(each.merged(), LoadResult::perSecond),
                Merging.median(each.merged(), LoadResult::p99Micros) / 1000,
                Merging.median(each.apart(), LoadResult::perSecond),
                Merging.median(each.apart(), LoadResult::p99Micros) / 1000,
                each.gain(),
                each.rowsPerRun(),
                each.reason(),
                each.errors());
    }

    /// Processor time as a multiple of what the model alone takes.
    private String ratio(Measured each) {
        Double raw = each.model() == null ? null : rawMicros.get(each.model());
        return raw == null ? "" : format("%.2f", each.best().cpuMicros() / raw);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private byte[] toJson() {
        JsonWriter json = new JsonWriter(1 << 12);
        json.beginObject();
        json.key("machine").beginObject();
        json.key("processor").string(machine.processor());
        json.key("processors").number(machine.processors());
        json.key("memory_bytes").number(machine.memoryBytes());
        json.key("system").string(machine.system());
        json.key("load_average").number(machine.load());
        json.endObject();
        json.key("raw_cpu_micros").beginObject();
        rawMicros.forEach((model, micros) -> json.key(model.modelName()).number(micros));
        json.endObject();
        json.key("cases").beginArray();
        cases.forEach(each -> write(each, json));
        json.endArray();
        json.key("merging").beginArray();
        merging.forEach(each -> write(each, json));
        json.endArray();
        if (steady != null) {
            json.key("steady").beginObject();
            json.key("requests").number(steady.load().requests());
            json.key("errors").number(steady.load().errors());
            json.key("p99_micros").number(steady.load().p99Micros());
            json.key("resident_bytes").number(steady.residentBytes());
            json.endObject();
        }
        json.endObject();
        return json.toSegment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private static void write(Merging.Row each, JsonWriter json) {
        json.beginObject();
        json.key("model").string(each.model().modelName());
        json.key("gain").number(each.gain());
        json.key("rows_per_run").number(each.rowsPerRun());
        json.key("reason").string(each.reason());
        json.key("requests_per_second")
                .number(Merging.median(each.merged(), LoadResult::perSecond));
        json.key("p99_micros").number(Merging.median(each.merged(), LoadResult::p99Micros));
        json.key("errors").number(each.errors());
        json.endObject();
    }

    private static void write(Measured each, JsonWriter json) {
        Figures best = each.best();
        json.beginObject();
        json.key("server").string(each.server());
        json.key("model").string(each.modelName());
        json.key("wire").string(each.wire());
        json.key("cpu_micros").number(best.cpuMicros());
        json.key("median_cpu_micros").number(each.medianCpuMicros());
        json.key("allocated_bytes").number(best.allocatedBytes());
        json.key("requests_per_second").number(best.load().perSecond());
        json.key("p50_micros").number(best.load().p50Micros());
        json.key("p99_micros").number(best.load().p99Micros());
        json.key("errors").number(each.errors());
        json.endObject();
    }
}
