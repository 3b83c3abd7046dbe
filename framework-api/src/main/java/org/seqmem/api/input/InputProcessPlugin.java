// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.input;

import org.seqmem.api.PluginKind;
import org.seqmem.api.ProductPlugin;

/** A family of input processes. */
@PluginKind("input-process")
public interface InputProcessPlugin<C extends Record> extends ProductPlugin<C, InputProcess> {}
