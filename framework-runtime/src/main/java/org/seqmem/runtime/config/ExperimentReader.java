// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one experiment file. */
final class ExperimentReader {

    private final Path file;
    private final Map<String, String> environment;

    ExperimentReader(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    ExperimentFile read(List<String> overrides) {
        Config config = ConfigFactory.empty();
        for (String override : overrides) {
            config = ConfigFactory.parseString(override).withFallback(config);
        }
        try {
            config =
                    config.withFallback(
                                    ConfigFactory.parseString(
                                            Files.readString(file),
                                            ConfigParseOptions.defaults()
                                                    .setOriginDescription(file.toString())))
                            .resolveWith(ConfigFactory.parseMap(environment));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        ConfigObject root = config.root();
        return new ExperimentFile(
                file.toString(),
                (ConfigObject) root.getOrDefault("experiment", ConfigFactory.empty().root()),
                (ConfigObject) root.getOrDefault("sweep", ConfigFactory.empty().root()),
                Optional.ofNullable(root.get("launcher")),
                Optional.ofNullable(root.get("publishers")),
                new Problems(file.toString()));
    }
}
