// The page: what stands in the address decides what is shown, and every click
// changes the address.
import { Page } from './page.js';
import './style.css';

new Page(JSON.parse(document.getElementById('release').textContent)).start();
