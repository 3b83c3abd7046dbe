// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the engine, told from files on the class path without loading it.
 *
 * @param djl of DJL's PyTorch engine, or {@code none}
 * @param pytorch of PyTorch, without build number, or {@code none}
 */
public record EngineVersions(String djl, String pytorch) {

    private static final String NONE = "none";

    /**
     * What a class loader sees, unless {@code PYTORCH_VERSION} asks DJL for another library.
     *
     * @param loader sees the engine's jars
     * @param environment of the process
     */
    public static EngineVersions of(ClassLoader loader, Map<String, String> environment) {
        Properties engine = read(loader, "pytorch-engine.properties");
        Properties library = read(loader, "native/lib/pytorch.properties");
        return new EngineVersions(
                engine.getProperty("djl_version", NONE),
                pytorch(
                        environment.get("PYTORCH_VERSION"),
                        library.getProperty("version"),
                        engine.getProperty("pytorch_version")));
    }

    /** The version asked for, else that of the library found, else the engine's own default. */
    private static String pytorch(
            @Nullable String asked, @Nullable String found, @Nullable String byDefault) {
        if (asked != null && !asked.isBlank()) {
            return asked.strip();
        }
        if (found != null) {
            return found.replaceFirst("-.*", "");
        }
        return byDefault == null ? NONE : byDefault;
    }

    private static Properties read(ClassLoader loader, String resource) {
        Properties properties = new Properties();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        return properties;
    }
}
