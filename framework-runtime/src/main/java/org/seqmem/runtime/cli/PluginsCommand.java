// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.PluginKind;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.KeyDoc;
import org.seqmem.runtime.config.Nearest;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.config.Schema;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginEntry;
import org.seqmem.runtime.report.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is installed. */
@Command(
        name = "plugins",
        mixinStandardHelpOptions = true,
        description = "Lists what is installed, or describes one plugin with its keys.",
        subcommands = {PluginsCommand.ListCommand.class, PluginsCommand.DescribeCommand.class})
public final class PluginsCommand implements Callable<Integer> {

    private final ListCommand list;

    /** Made by the injector. */
    @Inject
    public PluginsCommand(ListCommand list) {
        this.list = list;
    }

    @Override
    public Integer call() {
        return list.call();
    }

    /** Lists plugins by kind. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists every plugin, also those that had to be left out, with the reason.")
    public static final class ListCommand implements Callable<Integer> {

        private final Console console;
        private final Catalogue catalogue;

        @Mixin private final JsonOutput json = new JsonOutput();

        /** Made by the injector. */
        @Inject
        public ListCommand(Console console, Catalogue catalogue) {
            this.console = console;
            this.catalogue = catalogue;
        }

        @Override
        public Integer call() {
            if (json.wanted()) {
                asJson();
                return ExitStatus.OK;
            }
            Grid grid = new Grid();
            String kind = "";
            for (PluginEntry entry : catalogue.entries()) {
                String shown = entry.kind().equals(kind) ? "" : title(entry.kind());
                kind = entry.kind();
                grid.row(
                        shown,
                        entry.name(),
                        entry.available() ? "ok" : "LEFT OUT",
                        entry.version().orElse("-"),
                        entry.origin(),
                        entry.leftOut().orElse(entry.summary()));
            }
            grid.leftAligned(0).forEach(console::line);
            return ExitStatus.OK;
        }

        private void asJson() {
            ArrayNode array = JsonOutput.array();
            for (PluginEntry entry : catalogue.entries()) {
                ObjectNode object = array.addObject();
                object.put("kind", entry.kind())
                        .put("name", entry.name())
                        .put("summary", entry.summary())
                        .put("class", entry.className())
                        .put("origin", entry.origin())
                        .put("available", entry.available());
                entry.version().ifPresent(version -> object.put("version", version));
                entry.artefact().ifPresent(artefact -> object.put("artefact", artefact));
                entry.leftOut().ifPresent(reason -> object.put("reason", reason));
            }
            JsonOutput.write(console, array);
        }
    }

    /** Describes a plugin. */
    @Command(
            name = "describe",
            mixinStandardHelpOptions = true,
            description =
                    "Says what a plugin is, and lists its keys with ranges, defaults and meanings.")
    public static final class DescribeCommand implements Callable<Integer> {

        private static final String MEMORY_FUNCTION =
                MemoryFunctionPlugin.class.getAnnotation(PluginKind.class).value();

        private final Console console;
        private final Catalogue catalogue;
        private final Schema schema;
        private final Binder binder;

        @Parameters(
                paramLabel = "NAME",
                description = "The plugin's name; kind/name where several kinds have the name.")
        private String name = "";

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description =
                        "A key of a memory function, for its picture: --set 'rate = 0.02'."
                                + " May be repeated.")
        private List<String> settings = new ArrayList<>();

        /** Made by the injector. */
        @Inject
        public DescribeCommand(Console console, Catalogue catalogue, Schema schema, Binder binder) {
            this.console = console;
            this.catalogue = catalogue;
            this.schema = schema;
            this.binder = binder;
        }

        @Override
        public Integer call() {
            List<PluginEntry> found =
                    catalogue.entries().stream()
                            .filter(
                                    entry ->
                                            entry.name().equals(name)
                                                    || (entry.kind() + "/" + entry.name())
                                                            .equals(name))
                            .toList();
            if (found.isEmpty()) {
                throw unknown();
            }
            String gap = "";
            for (PluginEntry entry : found) {
                if (!gap.isEmpty()) {
                    console.line();
                }
                describe(entry);
                gap = "\n";
            }
            return ExitStatus.OK;
        }

        private SeqmemException unknown() {
            List<String> names = catalogue.entries().stream().map(PluginEntry::name).toList();
            String hint =
                    Nearest.of(name, names)
                            .map(nearest -> " Did you mean \"" + nearest + "\"?")
                            .orElse("");
            return new SeqmemException(
                    ErrorCode.NOT_FOUND,
                    "no plugin is called \"" + name + "\"." + hint + "  (seqmem plugins list)");
        }

        private void describe(PluginEntry entry) {
            console.line(
                    console.strong(entry.name())
                            + "   "
                            + title(entry.kind())
                            + "   "
                            + entry.artefact().orElse(entry.origin()));
            if (entry.leftOut().isPresent()) {
                console.line("LEFT OUT: " + entry.leftOut().get());
                return;
            }
            console.line(entry.summary());
            draw(entry);
            List<KeyDoc> keys =
                    catalogue
                            .find(entry.kind(), entry.name())
                            .map(plugin -> schema.keys(entry.kind(), plugin))
                            .orElse(List.of());
            console.line();
            if (keys.isEmpty()) {
                console.line("  no keys");
                return;
            }
            Grid grid = new Grid();
            grid.row("key", "type", "range", "default", "meaning");
            for (KeyDoc key : keys) {
                grid.row(
                        key.name(),
                        key.type().label(),
                        key.range(),
                        key.defaultValue().isEmpty() ? "(required)" : key.defaultValue(),
                        key.meaning());
            }
            grid.leftAligned(2).forEach(console::line);
        }

        /** The picture of a memory function, unless it needs keys that it was not given. */
        private void draw(PluginEntry entry) {
            if (!entry.kind().equals(MEMORY_FUNCTION)) {
                return;
            }
            Problems problems = new Problems("seqmem plugins describe " + entry.name());
            Optional<MemoryFunction> memory =
                    binder.<MemoryFunctionPlugin<?>>bindUse(
                                    MemoryFunctionPlugin.class, entry.name(), settings, problems)
                            .map(bound -> open(bound.value().plugin(), bound.value().config()));
            if (memory.isEmpty() && settings.isEmpty()) {
                return; // its required keys stand below
            }
            problems.throwIfAny();
            memory.ifPresent(
                    drawn -> {
                        console.line(MemoryPlot.decay(drawn));
                        console.line();
                        MemoryPlot.of(drawn).forEach(line -> console.line("  " + line));
                    });
        }

        private static <C extends Record> MemoryFunction open(
                MemoryFunctionPlugin<C> plugin, Record config) {
            return plugin.create(plugin.configType().cast(config));
        }
    }

    private static String title(String kind) {
        return kind.replace('-', ' ');
    }
}
