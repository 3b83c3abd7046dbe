// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;

/**
 * Defaults and the comments that document their keys, from the {@code reference.conf} in the jar or
 * directory of a class. Each file is read once. Safe for use by several threads.
 */
public final class PluginDefaults {

    private static final String FILE = "reference.conf";
    private static final Config NONE = ConfigFactory.empty();

    private final Map<Path, Config> byLocation = new ConcurrentHashMap<>();

    /**
     * The defaults of a plugin: {@code seqmem.<kind>.<name>} of its own jar; empty if there are
     * none. The comments of a key are those of its value's origin.
     *
     * @throws SeqmemException {@link ErrorCode#PLUGIN_CONTRACT} if the file is not valid HOCON
     */
    public ConfigObject of(String kind, Plugin<?> plugin) {
        return of(plugin.getClass(), kind, plugin.name());
    }

    /**
     * The block at {@code seqmem.<path>} beside a class; empty if there is none.
     *
     * @throws SeqmemException {@link ErrorCode#PLUGIN_CONTRACT} if the file is not valid HOCON
     */
    public ConfigObject of(Class<?> beside, String... path) {
        Config config =
                Origins.location(beside)
                        .map(location -> byLocation.computeIfAbsent(location, PluginDefaults::read))
                        .orElse(NONE);
        String full = "seqmem." + ConfigUtil.joinPath(path);
        if (!config.hasPath(full)) {
            return NONE.root();
        }
        ConfigValue value = config.getValue(full);
        if (value.valueType() != ConfigValueType.OBJECT) {
            throw new SeqmemException(
                    ErrorCode.PLUGIN_CONTRACT,
                    value.origin().description() + ": " + full + " is not a block");
        }
        return (ConfigObject) value;
    }

    private static Config read(Path location) {
        String name = Origins.display(location) + "!" + FILE;
        try {
            Optional<String> text = text(location);
            if (text.isEmpty()) {
                return NONE;
            }
            return ConfigFactory.parseString(
                            text.get(), ConfigParseOptions.defaults().setOriginDescription(name))
                    .resolve();
        } catch (IOException | ConfigException e) {
            throw new SeqmemException(
                    ErrorCode.PLUGIN_CONTRACT, name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(Path location) throws IOException {
        if (Files.isDirectory(location)) {
            Path file = location.resolve(FILE);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        }
        try (JarFile jar = new JarFile(location.toFile())) {
            ZipEntry entry = jar.getEntry(FILE);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream stream = jar.getInputStream(entry)) {
                return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
