// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.KeyDoc;
import org.seqmem.runtime.config.Nearest;
import org.seqmem.runtime.config.Schema;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginEntry;
import org.seqmem.runtime.report.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                        entry.leftOut()
                                .map(reason -> "LEFT OUT: " + reason)
                                .orElse(entry.summary()),
                        entry.origin());
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

        private final Console console;
        private final Catalogue catalogue;
        private final Schema schema;

        @Parameters(
                paramLabel = "NAME",
                description = "The plugin's name; kind/name where several kinds have the name.")
        private String name = "";

        /** Made by the injector. */
        @Inject
        public DescribeCommand(Console console, Catalogue catalogue, Schema schema) {
            this.console = console;
            this.catalogue = catalogue;
            this.schema = schema;
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
    }

    private static String title(String kind) {
        return kind.replace('-', ' ');
    }
}
