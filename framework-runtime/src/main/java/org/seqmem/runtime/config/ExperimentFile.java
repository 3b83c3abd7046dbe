// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * An experiment file, read and resolved but not yet bound.
 *
 * @param name the file as the user named it
 * @param experiment the block {@code experiment}; empty if it is missing, which is a problem
 * @param sweep the block {@code sweep}; empty if the file has none
 * @param launcher the block {@code launcher}
 * @param publishers the list {@code publishers}
 * @param run the block {@code run}
 * @param problems what is wrong so far; binding adds to it
 */
public record ExperimentFile(
        String name,
        ConfigObject experiment,
        ConfigObject sweep,
        Optional<ConfigValue> launcher,
        Optional<ConfigValue> publishers,
        Optional<ConfigValue> run,
        Problems problems) {

    /**
     * Reads a file with its includes, lays over it the block of {@code scales} that {@code scale}
     * names, if it does, then the overrides, and resolves substitutions, also from the environment
     * of the process.
     *
     * @param file HOCON in UTF-8
     * @param overrides of {@code --set}: {@code path=value}, later ones win
     * @throws SeqmemException if the file cannot be read as HOCON at all
     */
    public static ExperimentFile load(Path file, List<String> overrides) {
        return load(file, overrides, System.getenv());
    }

    /**
     * Reads a file with an environment of the caller's.
     *
     * @param file HOCON in UTF-8
     * @param overrides of {@code --set}: {@code path=value}, later ones win
     * @param environment what substitutions may refer to besides the file
     * @throws SeqmemException if the file cannot be read as HOCON at all
     */
    public static ExperimentFile load(
            Path file, List<String> overrides, Map<String, String> environment) {
        return new ExperimentReader(file, environment).read(overrides);
    }

    /**
     * Reads a text that stands in no file, likewise; its includes are relative to the working
     * directory.
     *
     * @param text HOCON
     * @param overrides of {@code --set}: {@code path=value}, later ones win
     * @throws SeqmemException if the text cannot be read as HOCON at all
     */
    public static ExperimentFile parse(String text, List<String> overrides) {
        return new ExperimentReader(Path.of("text"), Optional.of(text), System.getenv())
                .read(overrides);
    }

    /**
     * Reads back what {@link #content} gave.
     *
     * @param name how messages call it
     * @param content the text
     * @throws SeqmemException INVALID_CONFIG if it is not such a text
     */
    public static ExperimentFile ofContent(String name, String content) {
        ConfigObject root;
        try {
            root =
                    ConfigFactory.parseString(
                                    content,
                                    ConfigParseOptions.defaults()
                                            .setSyntax(ConfigSyntax.JSON)
                                            .setOriginDescription(name))
                            .root();
        } catch (ConfigException e) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG, name + " is not JSON: " + e.getMessage(), e);
        }
        return new ExperimentFile(
                name,
                block(root, "experiment"),
                block(root, "sweep"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Problems(name));
    }

    private static ConfigObject block(ConfigObject root, String key) {
        return root.get(key) instanceof ConfigObject block ? block : ConfigFactory.empty().root();
    }

    /** What is asked for, resolved and in a fixed order of keys: the same text means the same. */
    public String content() {
        ConfigRenderOptions plain = ConfigRenderOptions.concise();
        return "{\"experiment\":"
                + experiment.render(plain)
                + ",\"sweep\":"
                + sweep.render(plain)
                + "}";
    }
}
