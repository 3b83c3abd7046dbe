package __package__;

import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

/** Everything that Seqmem expects of a memory function. */
class __Name__PluginTest extends MemoryFunctionCompatibilityKit<__Name__Config> {

    @Override
    protected MemoryFunctionPlugin<__Name__Config> plugin() {
        return new __Name__Plugin();
    }

    @Override
    protected __Name__Config example() {
        return new __Name__Config(8, 0.5);
    }
}
