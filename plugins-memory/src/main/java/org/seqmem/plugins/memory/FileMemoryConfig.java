// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.nio.file.Path;

/**
 * Memory from a file.
 *
 * @param file a text file with one value per line, lag 0 first
 */
public record FileMemoryConfig(Path file) {}
