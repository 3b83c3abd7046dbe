// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Where plugins are, beside the folder of the installation; for every command. Commands are made
 * with what is installed, before picocli has read their options: hence {@link #in}.
 */
public final class PluginsOption {

    private static final String NAME = "--plugins";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    PluginsOption() {}

    @Option(
            names = NAME,
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = {
                "Where further plugins are: a folder with jars, or with a folder of jars for each, or a jar.",
                "May be repeated. Plugins are code and run with your rights."
            })
    void check(List<Path> places) {
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw new ParameterException(spec.commandLine(), NAME + ": there is no " + place);
            }
        }
    }

    /** The places named in a command line, whether or not the rest of it is right. */
    public static List<Path> in(String... arguments) {
        List<Path> places = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(NAME) && i + 1 < arguments.length) {
                add(arguments[i + 1], places);
            } else if (arguments[i].startsWith(NAME + "=")) {
                add(arguments[i].substring(NAME.length() + 1), places);
            }
        }
        return places;
    }

    private static void add(String place, List<Path> places) {
        try {
            places.add(Path.of(place));
        } catch (InvalidPathException notAPath) {
            return; // picocli will say so
        }
    }
}
