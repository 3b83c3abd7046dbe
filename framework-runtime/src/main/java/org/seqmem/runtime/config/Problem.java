// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param origin where it stands, as {@code file:line}, {@code --set} or {@code environment}
 * @param path the full path of the key
 * @param message what is wrong and what is allowed, in a sentence
 */
public record Problem(String origin, String path, String message) {}
