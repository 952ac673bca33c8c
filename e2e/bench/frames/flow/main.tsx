// React Flow with as many boxes as the map has regions, as its own examples set it up: what is compared with.
import '@xyflow/react/dist/style.css';
import { type Node, ReactFlow, useNodesState } from '@xyflow/react';
import { createRoot } from 'react-dom/client';

const count = Number(new URLSearchParams(location.search).get('boxes') ?? 64);
const columns = Math.ceil(Math.sqrt(count));
const boxes: Node[] = Array.from({ length: count }, (_, i) => ({
  id: String(i),
  position: { x: (i % columns) * 170, y: Math.floor(i / columns) * 60 },
  data: { label: `region ${i}` },
}));

function Flow() {
  const [nodes, , onNodesChange] = useNodesState(boxes);
  return <ReactFlow nodes={nodes} edges={[]} onNodesChange={onNodesChange} fitView minZoom={0.01} />;
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Flow />);
